import { describe, expect, it } from "vitest";
import { describeTarget, findProtocol, nameStep } from "./call-kinds.ts";

const redis = { "db.system": "redis" };
const postgres = { "db.system.name": "postgresql" };

describe("describeTarget", () => {
  it("reads the current conventions", () => {
    const attributes = {
      "db.system.name": "postgresql",
      "db.namespace": "shop",
      "db.operation.name": "select",
      "db.collection.name": "orders",
      "server.address": "db",
      "server.port": "5432",
    };
    expect(describeTarget({ attributes, verb: "" })).toEqual({
      dbSystem: "postgresql",
      dbNamespace: "shop",
      dbOperation: "SELECT",
      dbCollection: "orders",
      serverAddress: "db:5432",
    });
  });

  it("reads the earlier ones, and the statement where no operation is stated", () => {
    const attributes = {
      "db.system": "mysql",
      "db.name": "shop",
      "db.sql.table": "orders",
      "net.peer.name": "db",
      "peer.service": "orders-db",
    };
    expect(describeTarget({ attributes, verb: "INSERT" })).toEqual({
      dbSystem: "mysql",
      dbNamespace: "shop",
      dbOperation: "INSERT",
      dbCollection: "orders",
      serverAddress: "db",
      peerService: "orders-db",
    });
  });

  it("knows nothing from nothing", () => {
    expect(describeTarget({ attributes: {}, verb: "SELECT" })).toEqual({});
  });
});

describe("findProtocol", () => {
  it.each([
    [redis, "cache"],
    [{ "db.system.name": "Valkey" }, "cache"],
    [postgres, "database"],
    [{ "messaging.system": "kafka" }, "messaging"],
    [{ "rpc.system": "grpc", "server.address": "a" }, "rpc"],
    [{ "http.method": "GET" }, "http"],
    [{ "server.address": "a" }, undefined],
  ])("of %j is %s", (attributes, expected) => {
    expect(
      findProtocol({ attributes: { ...attributes } as Record<string, string>, verb: "" }),
    ).toBe(expected);
  });
});

describe("nameStep", () => {
  it.each([
    [redis, "GET", "cache:GET"],
    [redis, "HGETALL", "cache:GET"],
    [redis, "SETEX", "cache:SET"],
    [redis, "DEL", "cache:DEL"],
    [redis, "SELECT", undefined],
    [redis, "PING", undefined],
    [redis, "", undefined],
    [postgres, "SELECT", "store:SELECT"],
    [postgres, "SET", undefined],
    [postgres, "BEGIN", undefined],
    [postgres, "MERGE", "store:MERGE"],
    [postgres, "TRUNCATE", "store:TRUNCATE"],
    [{ "db.system": "mongodb" }, "FIND", "store:SELECT"],
    [{ "db.system": "mongodb" }, "INSERTMANY", "store:INSERT"],
    [{ "http.request.method": "GET" }, "GET", undefined],
  ])("of %j %s is %s", (attributes, verb, expected) => {
    expect(nameStep({ attributes: { ...attributes } as Record<string, string>, verb })).toBe(
      expected,
    );
  });
});
