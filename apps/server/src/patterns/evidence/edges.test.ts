import type { NeighbourSpan, OperationSummary } from "@headroom/telemetry-store";
import { describe, expect, it } from "vitest";
import { correlateErrors, listEdges } from "./edges.ts";
import { sketchCall, sketchTrace } from "./span-fixtures.ts";

const get = { "http.request.method": "GET", "server.address": "stock", "server.port": "80" };

function neighbour(parts: Partial<NeighbourSpan>): NeighbourSpan {
  return {
    service: "stock",
    instance: "stock-1",
    kind: 2,
    name: "GET /items",
    spanId: "s",
    parentSpanId: "",
    attributes: {},
    durationMs: 0.4,
    isError: false,
    ...parts,
  };
}

const operation: OperationSummary = {
  operation: "GET /",
  kind: 2,
  isEntry: true,
  rate: 10,
  calls: 1_000,
  errors: 0,
  errorRatio: 0,
  avgMs: 1,
  maxMs: 1,
  p50Ms: 1,
  p95Ms: 1,
  p99Ms: 1,
};

function list(parts: Partial<Parameters<typeof listEdges>[0]>) {
  return listEdges({
    service: "shop",
    windowS: 100,
    calls: [sketchCall({ attributes: get, errors: 100 })],
    callsOf: ({ calls }) => calls,
    operations: [operation],
    sample: sketchTrace("t", [{}, {}, {}, {}]),
    neighbours: [],
    ...parts,
  });
}

const below = (instances: readonly string[]) =>
  instances.map((instance, index) => neighbour({ instance, parentSpanId: `${index}` }));

describe("listEdges", () => {
  it("names the service and the instances that served the calls", () => {
    expect(list({ neighbours: below(["a", "a", "a", "b"]) })).toEqual([
      {
        direction: "out",
        peer: "stock",
        protocol: "http",
        callsPerS: 10,
        errorRatio: 0.1,
        p95S: 0.002,
        serverAddresses: ["stock:80"],
        targets: [
          { id: "a", callsPerS: 7.5 },
          { id: "b", callsPerS: 2.5 },
        ],
        networkS: expect.closeTo(0.0006),
      },
    ]);
  });

  it("names the address, and those on the network, where the callee sends no spans", () => {
    const calls = [sketchCall({ attributes: get, peers: [{ address: "10.0.0.1", calls: 1_000 }] })];
    expect(list({ calls })).toMatchObject([
      { peer: "stock:80", targets: [{ id: "10.0.0.1", callsPerS: 10 }] },
    ]);
  });

  it("splits an address that stands for several services", () => {
    const neighbours = [
      neighbour({ parentSpanId: "0" }),
      neighbour({ parentSpanId: "1", service: "price" }),
    ];
    const found = list({ neighbours });
    expect(found.map(({ peer, callsPerS }) => [peer, callsPerS])).toEqual([
      ["stock", 5],
      ["price", 5],
    ]);
  });

  it.each([
    [{ "db.system": "redis", "net.peer.name": "cache" }, "cache", "cache"],
    [{ "db.system.name": "postgresql", "peer.service": "orders-db" }, "database", "orders-db"],
    [{ "db.system.name": "sqlite" }, "database", "sqlite"],
  ])("names the store of %j", (attributes, protocol, peer) => {
    const calls = [sketchCall({ attributes: { ...attributes } as Record<string, string> })];
    expect(list({ calls })).toMatchObject([{ protocol, peer }]);
  });

  it("leaves out messages and calls that say nothing", () => {
    const calls = [
      sketchCall({ attributes: { "messaging.system": "kafka" } }),
      sketchCall({ attributes: {} }),
      sketchCall({ kind: 4, attributes: get }),
    ];
    expect(list({ calls })).toEqual([]);
  });

  it("sees callers, weighed by what their requests stand for", () => {
    const own = ["a", "b"].map((instance, index) =>
      neighbour({
        service: "shop",
        name: "GET /",
        instance,
        spanId: `entry-${index}`,
        parentSpanId: `call-${index}`,
        durationMs: 10,
      }),
    );
    const callers = ["gateway", "gateway"].map((service, index) =>
      neighbour({
        service,
        kind: 3,
        spanId: `call-${index}`,
        durationMs: 12,
        isError: index === 1,
        attributes: { "http.request.method": "GET", "server.address": "shop" },
      }),
    );
    expect(list({ calls: [], neighbours: [...own, ...callers] })).toEqual([
      {
        direction: "in",
        peer: "gateway",
        protocol: "http",
        callsPerS: 10,
        errorRatio: 0.5,
        p95S: 0.012,
        serverAddresses: ["shop"],
        targets: [
          { id: "a", callsPerS: 5 },
          { id: "b", callsPerS: 5 },
        ],
        networkS: expect.closeTo(0.002),
      },
    ]);
  });
});

describe("correlateErrors", () => {
  it("compares the error ratios of both ends step by step", () => {
    const [edge] = list({ neighbours: below(["a", "a", "a", "a"]) });
    const steps = Array.from({ length: 20 }, (_, index) =>
      ["shop", "stock"].map((service) => ({
        service,
        timeMs: index,
        calls: 100,
        errors: index % 5,
      })),
    ).flat();
    if (edge === undefined) throw new Error("There is no edge.");
    expect(correlateErrors([edge], "shop", steps)[0]?.errorCorrelation).toBeCloseTo(1);
    const few = steps.filter(({ timeMs }) => timeMs < 9);
    expect(correlateErrors([edge], "shop", few)[0]).not.toHaveProperty("errorCorrelation");
  });
});
