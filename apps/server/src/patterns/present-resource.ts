import type { Headroom, ResourceForecast } from "@headroom/contracts";
import { nameResource } from "@headroom/patterns";
import type { StoredCapacity, StoredForecasts } from "./stored-forms.ts";

const earliest = (iso: string | null | undefined): number =>
  iso === null || iso === undefined ? Infinity : Date.parse(iso);

function compareNumbers(left: number, right: number): number {
  // Infinity less Infinity is no number.
  return left === right ? 0 : left - right;
}

/** What runs out first comes first (by p10), then what has the least headroom. */
export function sortResources(resources: readonly Headroom[]): Headroom[] {
  return resources.toSorted(
    (left, right) =>
      compareNumbers(earliest(left.exhaustion?.p10At), earliest(right.exhaustion?.p10At)) ||
      compareNumbers(left.headroomPercent ?? Infinity, right.headroomPercent ?? Infinity) ||
      left.service.localeCompare(right.service) ||
      left.subject.localeCompare(right.subject),
  );
}

/** A resource with the history of its use and the forecast that its dates come from. */
export function presentResource(
  resource: Headroom,
  { byLoad }: Pick<StoredCapacity, "byLoad">,
  forecasts: StoredForecasts | undefined,
): ResourceForecast {
  const key = nameResource(resource.resource, resource.subject);
  const own = forecasts?.resources[key];
  const line = byLoad[key];
  const quantiles = line === undefined ? own?.quantiles : forecasts?.load.quantiles;
  const { base, perRequest } = line ?? { base: 0, perRequest: 1 };
  return {
    ...resource,
    usedHistory: (own?.history ?? []).map(([atMs, value]) => [atMs, value]),
    forecast: (quantiles ?? []).map(([atMs, p10, p50, p90]) => [
      atMs,
      base + p10 * perRequest,
      base + p50 * perRequest,
      base + p90 * perRequest,
    ]),
  };
}
