import { metricSeriesQuery } from "@headroom/contracts";

/** Most attributes that series can be grouped by. */
export const MAX_GROUP_KEYS = 5;

const groupKeys = metricSeriesQuery.shape.groupBy;

/** Attribute keys of the URL, a JSON list as the API takes it; null where it is none. */
export function readGroupKeys(text: string): string[] | null {
  return groupKeys.safeParse(text).data ?? null;
}
