import { describe, expect, it } from "vitest";
import { describeQuery } from "./describe-query.ts";
import { ingestHeaders, signalUrl } from "./endpoint.ts";
import { readEnvironment, writeEnvironment } from "./environment.ts";

describe("describeQuery", () => {
  it.each([
    ["SELECT id FROM products WHERE id = $1", "SELECT", "products"],
    ["insert into cart_items (a) values (1)", "INSERT", "cart_items"],
    ["UPDATE orders SET status = $2", "UPDATE", "orders"],
    ["DELETE FROM cart_items", "DELETE", "cart_items"],
    ["SELECT found.* FROM (SELECT id FROM products) AS found", "SELECT", "products"],
    ["-- adds a job\n/* really */ SELECT add_job(\n $1) AS id", "SELECT", "add_job"],
    ["SELECT * FROM next_job($1)", "SELECT", "next_job"],
    ["COMMIT", "COMMIT", undefined],
  ])("%j", (text, operation, target) => {
    expect(describeQuery(text)).toEqual({ operation, target });
  });

  it("finds nothing in a text that is only a comment", () => {
    expect(describeQuery("-- nothing here")).toBeUndefined();
  });
});

describe("endpoint", () => {
  it("adds the path of the signal and the key as bearer token", () => {
    expect(signalUrl("http://127.0.0.1:4318/", "traces")).toBe("http://127.0.0.1:4318/v1/traces");
    expect(ingestHeaders("k")).toEqual({ authorization: "Bearer k" });
    expect(ingestHeaders("")).toEqual({});
    expect(ingestHeaders(undefined)).toEqual({});
  });
});

describe("environment", () => {
  const environment = {
    service: "cart",
    version: "1.4.0",
    instanceId: "cart-1",
    endpoint: "http://127.0.0.1:4318",
    ingestKey: undefined,
    basePort: 3100,
    port: 3104,
    databasePort: 3120,
    databasePassword: "p",
    speed: 1,
  };

  it("comes back as it was written, with and without a port and a key", () => {
    for (const variant of [environment, { ...environment, port: undefined, ingestKey: "k" }]) {
      expect(readEnvironment(writeEnvironment(variant))).toEqual(variant);
    }
  });

  it("says how to start the shop when a service is started alone", () => {
    expect(() => readEnvironment({})).toThrow("apps/demo/src/main.ts");
  });
});
