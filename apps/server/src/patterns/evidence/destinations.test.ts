import type { DestinationSide } from "@headroom/telemetry-store";
import { describe, expect, it } from "vitest";
import { findReplies, findRole, listDestinationNames, listDestinations } from "./destinations.ts";
import { listRequests } from "./sampled-requests.ts";
import { sketchCall, sketchTrace } from "./span-fixtures.ts";

function side(parts: Partial<DestinationSide>): DestinationSide {
  return {
    destination: "orders",
    system: "kafka",
    service: "checkout",
    group: "",
    kind: 4,
    operation: "send",
    instances: 1,
    calls: 100,
    messages: 100,
    errors: 0,
    totalMs: 1_000,
    p95Ms: 20,
    concurrency: 1,
    steps: [],
    ...parts,
  };
}

const process = { service: "worker", group: "g", kind: 5, operation: "process" };

describe("findRole", () => {
  it.each([
    [4, "", "send"],
    [5, "", "process"],
    [3, "", undefined],
    [4, "publish", "send"],
    [3, "receive", "receive"],
    [5, "deliver", "process"],
    [5, "settle", undefined],
  ])("of kind %d and operation %s is %s", (kind, operation, expected) => {
    expect(findRole({ kind, operation })).toBe(expected);
  });
});

describe("listDestinations", () => {
  it("puts both sides together", () => {
    const sides = [
      side({ messages: 300 }),
      side({ ...process, instances: 2, calls: 50, messages: 50, errors: 5, concurrency: 4 }),
    ];
    const waits = [{ destination: "orders", messages: 10, p95Ms: 250 }];
    expect(listDestinations(sides, waits, new Map([["orders", false]]), 100)).toEqual([
      {
        name: "orders",
        system: "kafka",
        producers: ["checkout"],
        consumers: [{ service: "worker", group: "g", instances: 2 }],
        sentPerS: 3,
        consumedPerS: 0.5,
        processMeanS: 0.02,
        processP95S: 0.02,
        concurrency: 4,
        waitP95S: 0.25,
        errorRatio: 0.1,
        replies: false,
      },
    ]);
  });

  it("does not take the time of fetching messages for that of working on them", () => {
    const sides = [side({ ...process, kind: 3, operation: "receive", totalMs: 100_000 })];
    const [found] = listDestinations(sides, [], new Map(), 100);
    expect(found).toMatchObject({ producers: [], consumers: [{ service: "worker" }] });
    expect(found).not.toHaveProperty("processMeanS");
  });

  it("counts a message once where it is fetched and then worked on", () => {
    const sides = [side({ ...process, operation: "receive" }), side(process)];
    expect(listDestinations(sides, [], new Map(), 100)[0]).toMatchObject({
      consumedPerS: 1,
      consumers: [{ service: "worker" }],
    });
  });

  it("correlates the latency of both sides", () => {
    const steps = Array.from({ length: 12 }, (_, index) => [index, index % 5] as const);
    const sides = [side({ steps }), side({ ...process, steps })];
    expect(listDestinations(sides, [], new Map(), 100)[0]?.latencyCorrelation).toBeCloseTo(1);
  });
});

describe("listDestinationNames", () => {
  it("takes names from messaging calls only", () => {
    const name = { "messaging.destination.name": "orders" };
    const calls = [
      sketchCall({ kind: 4, attributes: name }),
      sketchCall({ kind: 5, attributes: name }),
      sketchCall({ attributes: { "messaging.destination": "old", "messaging.system": "jms" } }),
      sketchCall({ attributes: { "messaging.destination.name": "no-messaging" } }),
    ];
    expect(listDestinationNames(calls)).toEqual(["orders", "old"]);
  });
});

describe("findReplies", () => {
  const nameOf = (shape: string) => (shape === "send" ? "orders" : undefined);
  const send = { kind: 4, shape: "send" };
  const read = (calls: Parameters<typeof sketchTrace>[1]) =>
    findReplies(
      listRequests(sketchTrace("t", calls), () => undefined),
      nameOf,
    );

  it("is a send and no more where nothing comes back", () => {
    expect(read([send, {}])).toEqual(new Map([["orders", false]]));
    expect(read([{}])).toEqual(new Map());
  });

  it("is answered where the service takes a message before its request ends", () => {
    const reply = { kind: 5, spanId: "reply", parentSpanId: "remote", shape: "take" };
    expect(read([send, { ...reply, startMs: 50 }])).toEqual(new Map([["orders", true]]));
    expect(read([send, { ...reply, startMs: 500 }])).toEqual(new Map([["orders", false]]));
  });
});
