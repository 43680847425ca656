import type { Service } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { filterServices, healthOf, sortServices } from "./service-table";

const service = (name: string, red: Partial<Service["red"]>, firingAlerts = 0): Service => ({
  name,
  namespace: "shop",
  versions: [],
  language: "go",
  firstSeen: "2026-01-01T00:00:00Z",
  lastSeen: "2026-01-01T00:00:00Z",
  red: { calls: 1, requestRate: 1, errorRatio: 0, p50Ms: null, p95Ms: null, p99Ms: null, ...red },
  firingAlerts,
  sparkline: { stepSeconds: 60, requestRate: [], errorRatio: [], p95Ms: [] },
});

const quiet = service("quiet", { calls: 0, requestRate: 0 });
const fine = service("fine", { requestRate: 50 });
const broken = service("broken", { errorRatio: 0.4 });
const paged = service("paged", { errorRatio: 0.001 }, 1);
const all = [quiet, fine, broken, paged];
const names = (services: readonly Service[]) => services.map(({ name }) => name);

describe("sortServices", () => {
  it("puts the worst first", () => {
    expect(names(sortServices(all, "health", "desc"))).toEqual([
      "paged",
      "broken",
      "fine",
      "quiet",
    ]);
  });

  it("sorts by a column either way, equals by name", () => {
    expect(names(sortServices(all, "name", "asc"))).toEqual(["broken", "fine", "paged", "quiet"]);
    expect(names(sortServices(all, "rate", "desc"))).toEqual(["fine", "broken", "paged", "quiet"]);
  });
});

describe("healthOf", () => {
  it("reads alerts before errors before silence", () => {
    expect(all.map(healthOf)).toEqual(["quiet", "ok", "errors", "firing"]);
  });
});

describe("filterServices", () => {
  it("wants every word, in any case", () => {
    expect(names(filterServices(all, "SHOP fin"))).toEqual(["fine"]);
    expect(filterServices(all, "  ")).toBe(all);
    expect(filterServices(all, "java")).toEqual([]);
  });
});
