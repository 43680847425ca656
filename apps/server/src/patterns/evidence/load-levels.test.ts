import { describe, expect, it } from "vitest";
import { chooseInstanceMetric, findLoadLevels } from "./load-levels.ts";

const stepMs = 600_000;
const counts = (instances: readonly number[]) =>
  instances.map((one, index) => ({ atMs: index * stepMs, instances: one }));
const rates = (perS: readonly number[]) =>
  perS.map((one, index) => ({ atMs: index * stepMs, perS: one }));

describe("findLoadLevels", () => {
  it("takes the highest load of an hour with its instances", () => {
    const levels = findLoadLevels(rates([0, 5, 9, 7, 3, 0]), counts([2, 2, 2, 2, 2, 2]), stepMs);
    expect(levels).toEqual([{ load: 2, throughput: 9 }]);
  });

  it("leaves out steps in which the number of instances changed", () => {
    const levels = findLoadLevels(rates([1, 2, 90, 3, 4, 5]), counts([2, 2, 2, 3, 3, 3]), stepMs);
    expect(levels).toEqual([{ load: 3, throughput: 4 }]);
  });

  it("keeps the highest loads of every number of instances, 200 in all", () => {
    const hours = 24 * 28;
    const instances = Array.from({ length: hours * 6 }, (_, index) => (index < 600 ? 1 : 2));
    const levels = findLoadLevels(
      rates(instances.map((_, index) => index)),
      counts(instances),
      stepMs,
    );
    expect(levels.length).toBeLessThanOrEqual(200);
    expect(new Set(levels.map(({ load }) => load))).toEqual(new Set([1, 2]));
    expect(findLoadLevels(rates([1, 2]), [], stepMs)).toEqual([]);
  });
});

describe("chooseInstanceMetric", () => {
  it("prefers what every instance sends", () => {
    const metric = (name: string) =>
      ({ metric: name, type: "gauge", isMonotonic: false, unit: "" }) as const;
    const chosen = chooseInstanceMetric([metric("cache.size"), metric("nodejs.eventloop.time")]);
    expect(chosen?.metric).toBe("nodejs.eventloop.time");
    expect(chooseInstanceMetric([metric("cache.size")])?.metric).toBe("cache.size");
    expect(chooseInstanceMetric([])).toBeUndefined();
  });
});
