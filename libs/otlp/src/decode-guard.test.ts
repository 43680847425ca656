import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBatchBuilder } from "./batch-builder.ts";
import { SeriesGuard } from "./cardinality/series-guard.ts";
import { OtlpDecodeError } from "./errors.ts";
import { encodeJsonRequest } from "./json/encode-request.ts";
import { rowsOf, toJsonBody } from "./testing/decode-request.ts";

const time = { timeUnixNano: "1760000000000000000" };
const arrival = { nowMs: 1_760_000_000_000 };

type Attributes = Readonly<Record<string, string>>;

function pairs(attributes: Attributes): unknown[] {
  return Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}

function request(
  service: string,
  metric: string,
  points: readonly Attributes[],
  resource: Attributes = {},
): Uint8Array {
  const dataPoints = points.map((each) => ({ ...time, asInt: 1, attributes: pairs(each) }));
  const scopeMetrics = [
    { scope: { name: "s" }, metrics: [{ name: metric, gauge: { dataPoints } }] },
  ];
  const attributes = pairs({ "service.name": service, ...resource });
  return toJsonBody({ resourceMetrics: [{ resource: { attributes }, scopeMetrics }] });
}

function createBuilder(seriesPerMetric: number, seriesPerService = 0) {
  const seriesGuard = new SeriesGuard({ seriesPerMetric, seriesPerService, maxBytes: 1 << 20 });
  return createBatchBuilder({ seriesGuard });
}

const users = (count: number, first = 0): Attributes[] =>
  Array.from({ length: count }, (_, index) => ({ region: "x", "user.id": `u${first + index}` }));

describe.each(["json", "protobuf"] as const)("points of new series, %s", (encoding) => {
  const toBody = (body: Uint8Array): Uint8Array =>
    encoding === "json" ? body : encodeJsonRequest("metrics", body);

  it("are left out beyond the limit, with metric, service and attribute", () => {
    const builder = createBuilder(100);
    const add = (body: Uint8Array) => builder.addMetrics(toBody(body), encoding, arrival);
    expect(add(request("shop", "carts", users(100)))).toMatchObject({ accepted: 100 });
    const result = add(request("shop", "carts", users(150)));
    expect(result).toMatchObject({
      accepted: 100,
      rejected: 50,
      reasons: new Map([["too_many_series_of_metric", 50]]),
      overflows: [
        {
          service: "shop",
          metric: "carts",
          limit: "metric",
          series: 100,
          rejectedPoints: 50,
          topAttribute: { key: "user.id", place: "attribute" },
        },
      ],
    });
    expect(result.overflows[0]?.topAttribute?.values).toBeGreaterThan(130);
    const rows = rowsOf(builder.takeBlocks(), "metrics_number");
    expect(rows).toHaveLength(200);
    expect(rows.at(-1)).toMatchObject({
      attributes: [
        ["region", "x"],
        ["user.id", "u99"],
      ],
    });
    expect(add(request("shop", "other", users(20)))).toMatchObject({ accepted: 20, rejected: 0 });
    expect(add(request("bank", "carts", users(20)))).toMatchObject({ accepted: 20, rejected: 0 });
  });

  it("are left out beyond the limit of the service", () => {
    const builder = createBuilder(0, 10);
    const add = (body: Uint8Array) => builder.addMetrics(toBody(body), encoding, arrival);
    for (let pod = 0; pod < 10; pod++) {
      add(request("shop", `m${pod}`, [{}], { "k8s.pod.name": `p${pod}` }));
    }
    expect(add(request("shop", "m99", [{}], { "k8s.pod.name": "p99" }))).toMatchObject({
      accepted: 0,
      reasons: new Map([["too_many_series_of_service", 1]]),
      overflows: [{ limit: "service", topAttribute: { key: "k8s.pod.name", place: "resource" } }],
    });
  });

  it("are told apart by resource, scope and attributes in any order", () => {
    const builder = createBuilder(3);
    const add = (...rest: Parameters<typeof request>) =>
      builder.addMetrics(toBody(request(...rest)), encoding, arrival).rejected;
    expect(add("s", "m", [{ a: "1", b: "2" }], { host: "h", pod: "p" })).toBe(0);
    expect(add("s", "m", [{ b: "2", a: "1" }], { pod: "p", host: "h" })).toBe(0);
    expect(add("s", "m", [{ a: "2", b: "1" }], { host: "h", pod: "p" })).toBe(0);
    expect(add("s", "m", [{ a: "1", b: "2" }], { host: "h", pod: "q" })).toBe(0);
    expect(
      add(
        "s",
        "m",
        [
          { a: "1", b: "2" },
          { b: "2", a: "1" },
        ],
        { host: "h", pod: "p" },
      ),
    ).toBe(0);
    expect(add("s", "m", [{ a: "1" }], { host: "h", pod: "p" })).toBe(1);
  });
});

describe("the series of a request that breaks off", () => {
  it("are not known afterwards", () => {
    const builder = createBuilder(10);
    const body = encodeJsonRequest("metrics", request("shop", "carts", users(10)));
    const broken = Uint8Array.from([...body, 0x0a]);
    expect(() => builder.addMetrics(broken, "protobuf", arrival)).toThrow(OtlpDecodeError);
    expect(builder.takeBlocks()).toEqual([]);
    const others = request("shop", "carts", users(10, 100));
    expect(builder.addMetrics(others, "json", arrival)).toMatchObject({ accepted: 10 });
  });
});

describe("a guarded builder", () => {
  it("writes exactly the points that it accepts", () => {
    const value = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h");
    const point = fc.record({ x: value, y: value });
    const points = fc.array(point, { maxLength: 30 });
    const step = fc.record({ metric: fc.constantFrom("m", "n"), points });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
        const builder = createBuilder(8, 12);
        const plain = createBatchBuilder();
        const known = new Set<string>();
        const perMetric = new Map<string, number>();
        for (const { metric, points: sent } of steps) {
          const kept = sent.filter((each) => {
            const series = JSON.stringify([metric, each.x, each.y]);
            const count = perMetric.get(metric) ?? 0;
            if (known.has(series)) return true;
            if (count >= 8 || known.size >= 12) return false;
            known.add(series);
            perMetric.set(metric, count + 1);
            return true;
          });
          const result = builder.addMetrics(request("s", metric, sent), "json", arrival);
          expect(result.accepted).toBe(kept.length);
          expect(result.rejected).toBe(sent.length - kept.length);
          plain.addMetrics(request("s", metric, kept), "json");
        }
        expect(builder.takeBlocks()).toEqual(plain.takeBlocks());
      }),
    );
  });
});
