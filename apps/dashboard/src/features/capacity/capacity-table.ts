import type { Headroom } from "@headroom/contracts";
import { exhaustionMs, nameSubject, resourceWords } from "./headroom-words";

/** Columns the headroom table can be sorted by. */
export const capacitySorts = ["exhausted", "headroom", "used", "service", "resource"] as const;
export type CapacitySort = (typeof capacitySorts)[number];
export const capacityOrders = ["asc", "desc"] as const;
export type CapacityOrder = (typeof capacityOrders)[number];

/** What the table is narrowed to; null takes everything. */
export interface CapacityFilter {
  readonly service: string | null;
  readonly resource: Headroom["resource"] | null;
  readonly status: Headroom["status"] | null;
  readonly q: string;
}

/** One name for a row: service, resource and subject. */
export function keyOf({ service, resource, subject }: Headroom): string {
  return JSON.stringify([service, resource, subject]);
}

/** Rows that match every part of the filter. */
export function filterRows(rows: readonly Headroom[], filter: CapacityFilter): readonly Headroom[] {
  const words = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (filter.service !== null && row.service !== filter.service) return false;
    if (filter.resource !== null && row.resource !== filter.resource) return false;
    if (filter.status !== null && row.status !== filter.status) return false;
    const text = `${nameSubject(row)} ${resourceWords[row.resource]} ${row.patternName}`;
    return words.every((word) => text.toLowerCase().includes(word));
  });
}

/** A sorted copy. What has no number comes last whichever way; ties stand by exhaustion. */
export function sortRows(
  rows: readonly Headroom[],
  sort: CapacitySort,
  order: CapacityOrder,
): readonly Headroom[] {
  const sign = order === "asc" ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [left, right] = [valueOf(a, sort), valueOf(b, sort)];
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1;
      return compareExhaustion(a, b);
    }
    const by =
      typeof left === "string" || typeof right === "string"
        ? String(left).localeCompare(String(right))
        : left - right;
    return sign * by || compareExhaustion(a, b);
  });
}

function valueOf(row: Headroom, sort: CapacitySort): number | string | null {
  switch (sort) {
    case "exhausted":
      return dateOf(row);
    case "headroom":
      return row.headroomPercent;
    case "used":
      return shareOf(row.usedNow, row.limit);
    case "service":
      return nameSubject(row);
    case "resource":
      return resourceWords[row.resource];
  }
}

/** The date to sort by: the likely one, else the early one pushed behind every likely date. */
function dateOf({ exhaustion }: Headroom): number | null {
  if (exhaustion === null) return null;
  const { p10, p50, horizon } = exhaustionMs(exhaustion);
  if (p50 !== null) return p50;
  return p10 === null ? null : Math.max(p10, horizon);
}

/** What runs out first comes first; without a date by what is left at the peak. */
export function compareExhaustion(a: Headroom, b: Headroom): number {
  const [left, right] = [dateOf(a) ?? Infinity, dateOf(b) ?? Infinity];
  if (left !== right) return left - right;
  return (
    (a.headroomPercent ?? Infinity) - (b.headroomPercent ?? Infinity) ||
    nameSubject(a).localeCompare(nameSubject(b))
  );
}

/** An amount as a share of a limit; null where either is not known. */
export function shareOf(amount: number | null, limit: number | null): number | null {
  return amount === null || limit === null || !(limit > 0) ? null : amount / limit;
}

/** The order a column starts with: dates and what is left from the smallest, use from the largest. */
export function firstOrder(sort: CapacitySort): CapacityOrder {
  return sort === "used" ? "desc" : "asc";
}

/** How urgent a row is: used up within two weeks or over the limit at the peak; within a quarter. */
export type Urgency = "now" | "soon" | "later" | "unknown";

const NOW_DAYS = 14;
const TIGHT_PERCENT = 20;

/** Urgency of a row, from its dates and from what is left at the peak. */
export function urgencyOf(row: Headroom, nowMs: number): Urgency {
  const dates = row.exhaustion === null ? null : exhaustionMs(row.exhaustion);
  const early = dates?.p10 ?? dates?.p50 ?? null;
  const percent = row.headroomPercent;
  if (percent !== null && percent < 0) return "now";
  if (early !== null) return early - nowMs < NOW_DAYS * 86_400_000 ? "now" : "soon";
  if (percent !== null) return percent < TIGHT_PERCENT ? "soon" : "later";
  return dates === null ? "unknown" : "later";
}
