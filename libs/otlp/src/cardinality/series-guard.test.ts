import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SeriesGuard } from "./series-guard.ts";
import type { SeriesLimits, SeriesVerdict } from "./series-guard.ts";
import { mixHash } from "./wire-hash.ts";

const hourMs = 3_600_000;
const startMs = 1_000 * 24 * hourMs;
const roomy: SeriesLimits = { seriesPerMetric: 10, seriesPerService: 25, maxBytes: 64 << 20 };

interface Point {
  readonly service: number;
  readonly metric: number;
  readonly series: number;
}

/** Judges points as one request at `nowMs`, then ends or rolls back. */
function send(
  guard: SeriesGuard,
  points: readonly Point[],
  nowMs = startMs,
  isKept = true,
): SeriesVerdict[] {
  guard.begin(nowMs);
  const verdicts = points.map(({ service, metric, series }) => {
    guard.enter(
      guard.service(service, () => `service-${service}`),
      metric,
      () => `metric-${metric}`,
    );
    const verdict = guard.admit(mixHash(series));
    if (guard.wantsAttributes(verdict)) {
      guard.note("attribute", 1, mixHash(series), () => "user.id");
      guard.note("attribute", 2, mixHash(series % 3), () => "region");
    }
    return verdict;
  });
  if (isKept) guard.end();
  else guard.rollback();
  return verdicts;
}

function range(count: number, metric = 1, service = 1, first = 1): Point[] {
  return Array.from({ length: count }, (_, index) => ({ service, metric, series: first + index }));
}

const isAdmitted = (verdict: SeriesVerdict): boolean => verdict === "known" || verdict === "new";
const point = fc.record({ service: fc.nat(2), metric: fc.nat(3), series: fc.nat(60) });
const requests = fc.array(
  fc.record({ points: fc.array(point, { maxLength: 40 }), isKept: fc.boolean() }),
  { maxLength: 12 },
);

describe("SeriesGuard", () => {
  it("lets series pass up to the limit of their metric, and known ones always", () => {
    const guard = new SeriesGuard(roomy);
    expect(send(guard, range(12)).filter(isAdmitted)).toHaveLength(10);
    expect(send(guard, range(10))).toEqual(Array.from({ length: 10 }, () => "known"));
    expect(send(guard, [{ service: 1, metric: 1, series: 99 }])).toEqual(["metric_full"]);
    expect(send(guard, range(10, 2))).toEqual(Array.from({ length: 10 }, () => "new"));
  });

  it("lets series pass up to the limit of their service, over all its metrics", () => {
    const guard = new SeriesGuard(roomy);
    for (const metric of [1, 2]) send(guard, range(10, metric));
    expect(send(guard, range(10, 3))).toEqual([
      ...Array.from({ length: 5 }, () => "new"),
      ...Array.from({ length: 5 }, () => "service_full"),
    ]);
    expect(send(guard, range(5, 3, 2))).toEqual(Array.from({ length: 5 }, () => "new"));
  });

  it("has no limit where that is 0", () => {
    const guard = new SeriesGuard({ ...roomy, seriesPerMetric: 0, seriesPerService: 0 });
    expect(send(guard, range(1_000)).every(isAdmitted)).toBe(true);
    const byService = new SeriesGuard({ ...roomy, seriesPerMetric: 0, seriesPerService: 30 });
    expect(send(byService, range(100)).filter(isAdmitted)).toHaveLength(30);
  });

  it("forgets series that were not sent for 12 to 24 hours, and keeps the others", () => {
    const guard = new SeriesGuard(roomy);
    send(guard, range(10));
    expect(send(guard, range(3), startMs + 13 * hourMs)).toEqual(["known", "known", "known"]);
    expect(send(guard, range(1, 1, 1, 50), startMs + 23 * hourMs)).toEqual(["metric_full"]);
    const later = startMs + 25 * hourMs;
    expect(send(guard, range(3), later)).toEqual(["known", "known", "known"]);
    expect(send(guard, range(10, 1, 1, 50), later).filter(isAdmitted)).toHaveLength(7);
    expect(send(guard, range(10), later + 48 * hourMs).filter(isAdmitted)).toHaveLength(10);
  });

  it("works on when the clock jumps back", () => {
    const guard = new SeriesGuard(roomy);
    send(guard, range(10));
    expect(send(guard, range(10), startMs - 1_000 * hourMs).every(isAdmitted)).toBe(true);
    expect(send(guard, range(11), startMs - 1_000 * hourMs).at(-1)).toBe("metric_full");
  });

  it("names the attribute with the most values", () => {
    const guard = new SeriesGuard({ ...roomy, seriesPerMetric: 500, seriesPerService: 0 });
    send(guard, range(500));
    guard.begin(startMs);
    guard.enter(
      guard.service(1, () => ""),
      1,
      () => "",
    );
    for (let series = 1; series <= 700; series++) {
      const verdict = guard.admit(mixHash(series));
      if (!guard.wantsAttributes(verdict)) continue;
      guard.note("resource", 3, mixHash(7), () => "host.name");
      guard.note("attribute", 2, mixHash(series % 3), () => "region");
      guard.note("attribute", 1, mixHash(series), () => "user.id");
    }
    const [overflow, ...others] = guard.end();
    expect(others).toEqual([]);
    expect(overflow).toMatchObject({
      service: "service-1",
      metric: "metric-1",
      limit: "metric",
      series: 500,
      rejectedPoints: 200,
      topAttribute: { key: "user.id", place: "attribute" },
    });
    expect(overflow?.topAttribute?.values).toBeGreaterThan(630);
    expect(overflow?.topAttribute?.values).toBeLessThan(770);
  });

  it("names the attribute of a service that is full", () => {
    const guard = new SeriesGuard({ ...roomy, seriesPerMetric: 0, seriesPerService: 20 });
    send(guard, range(20));
    guard.begin(startMs);
    guard.enter(
      guard.service(1, () => ""),
      2,
      () => "other",
    );
    for (let series = 1; series <= 5; series++) {
      const verdict = guard.admit(mixHash(series));
      if (guard.wantsAttributes(verdict)) guard.note("resource", 1, mixHash(series), () => "pod");
    }
    expect(guard.end()).toMatchObject([
      { metric: "other", limit: "service", series: 20, rejectedPoints: 5 },
    ]);
  });
});

describe("SeriesGuard over any requests", () => {
  it("never rejects a known series, and never knows more than the limits", () => {
    fc.assert(
      fc.property(requests, (list) => {
        const guard = new SeriesGuard(roomy);
        const known = new Map<string, Point>();
        const count = (test: (each: Point) => boolean): number =>
          [...known.values()].filter(test).length;
        for (const { points, isKept } of list) {
          const before = new Map(known);
          const verdicts = send(guard, points, startMs, isKept);
          points.forEach((each, index) => {
            const key = JSON.stringify(each);
            const verdict = verdicts[index] ?? "known";
            if (known.has(key)) expect(verdict).toBe("known");
            if (!known.has(key)) expect(verdict).not.toBe("known");
            if (isAdmitted(verdict)) known.set(key, each);
          });
          for (const { service, metric } of points) {
            const sameMetric = (each: Point): boolean =>
              each.service === service && each.metric === metric;
            expect(count(sameMetric)).toBeLessThanOrEqual(roomy.seriesPerMetric);
            expect(count((each) => each.service === service)).toBeLessThanOrEqual(
              roomy.seriesPerService,
            );
          }
          if (!isKept) {
            known.clear();
            for (const [key, each] of before) known.set(key, each);
          }
        }
      }),
    );
  });

  it("rejects only where a limit is reached", () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 100 }), (points) => {
        const guard = new SeriesGuard(roomy);
        const perMetric = new Map<string, number>();
        const perService = new Map<number, number>();
        send(guard, points).forEach((verdict, index) => {
          const { service = 0, metric = 0 } = points[index] ?? {};
          const key = `${service} ${metric}`;
          if (verdict === "metric_full") expect(perMetric.get(key)).toBe(roomy.seriesPerMetric);
          if (verdict === "service_full") {
            expect(perService.get(service)).toBe(roomy.seriesPerService);
          }
          if (verdict !== "new") return;
          perMetric.set(key, (perMetric.get(key) ?? 0) + 1);
          perService.set(service, (perService.get(service) ?? 0) + 1);
        });
      }),
    );
  });

  it("keeps to its memory and forgets what was sent longest ago first", () => {
    const maxBytes = 100_000;
    const guard = new SeriesGuard({ seriesPerMetric: 1_000, seriesPerService: 0, maxBytes });
    const kept: Point = { service: 1, metric: 1, series: 1 };
    for (let request = 2; request < 500; request++) {
      expect(send(guard, [kept])).toEqual(request === 2 ? ["new"] : ["known"]);
      send(guard, range(20, request, request % 7));
      expect(guard.byteLength()).toBeLessThanOrEqual(maxBytes);
    }
    expect(send(guard, range(20, 2, 2))).toEqual(Array.from({ length: 20 }, () => "new"));
  });

  it("gives back the memory of what it forgot", () => {
    const guard = new SeriesGuard(roomy);
    for (let metric = 1; metric < 100; metric++) send(guard, range(10, metric, metric));
    expect(guard.byteLength()).toBeGreaterThan(90_000);
    send(guard, [], startMs + 100 * hourMs);
    expect(guard.byteLength()).toBe(0);
  });

  it("keeps to its memory when every request breaks off", () => {
    const maxBytes = 50_000;
    const guard = new SeriesGuard({ ...roomy, maxBytes });
    for (let metric = 0; metric < 500; metric++) send(guard, range(3, metric), startMs, false);
    expect(guard.byteLength()).toBeLessThanOrEqual(maxBytes);
  });
});
