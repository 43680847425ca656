import { dayMs, expiryOf, measurePressure, startOfDay } from "./plan-upkeep.ts";
import type { StoredPartition, UpkeepFacts } from "./plan-upkeep.ts";
import { keepDaysOf, keptTables } from "./retention.ts";

const lookBackDays = 7;
const horizonDays = 365;

/** Where storage is going. */
export interface GrowthProjection {
  /** Bytes that a day brings, over all tables; null before a day is complete. */
  readonly bytesPerDay: number | null;
  /** Days until a mark is reached, at most 365; null: not within them, or nothing known. */
  readonly daysToMark: number | null;
}

/**
 * Continues storage at its present growth: the mean of the last complete days (at most 7, from the
 * first one with data; roll-ups by their newest week) comes every day, and what expires under the
 * policy goes. Growth itself is taken as steady.
 */
export function projectGrowth(facts: UpkeepFacts): GrowthProjection {
  const tables = Map.groupBy(facts.partitions, (partition) => partition.table);
  const growth = new Map<string, number>();
  let isKnown = false;
  for (const [table, partitions] of tables) {
    const perDay = growthOf(table, partitions, facts.nowMs);
    if (perDay === null) continue;
    if (keptTables[table]?.isRaw === true) isKnown = true;
    growth.set(table, perDay);
  }
  if (!isKnown) return { bytesPerDay: null, daysToMark: null };
  const bytesPerDay = [...growth.values()].reduce((sum, bytes) => sum + bytes, 0);
  return { bytesPerDay, daysToMark: findMark(facts, growth) };
}

function growthOf(
  table: string,
  partitions: readonly StoredPartition[],
  nowMs: number,
): number | null {
  const today = startOfDay(nowMs);
  if (keptTables[table]?.partitionDays === 7) return weeklyGrowth(partitions, nowMs);
  const recent = partitions.filter(
    ({ fromMs, toMs }) => fromMs >= today - lookBackDays * dayMs && toMs <= today,
  );
  if (recent.length === 0) return null;
  const first = Math.min(...recent.map((partition) => partition.fromMs));
  const bytes = recent.reduce((sum, partition) => sum + partition.bytes, 0);
  return (bytes * dayMs) / (today - first);
}

function weeklyGrowth(partitions: readonly StoredPartition[], nowMs: number): number | null {
  const newest = partitions.reduce<StoredPartition | undefined>(
    (best, each) =>
      each.fromMs <= nowMs && each.fromMs > (best?.fromMs ?? -Infinity) ? each : best,
    undefined,
  );
  if (newest === undefined || newest.toMs <= nowMs - 7 * dayMs) return null;
  const elapsedMs = Math.min(nowMs, newest.toMs) - newest.fromMs;
  return (newest.bytes * dayMs) / Math.max(dayMs, elapsedMs);
}

function findMark(facts: UpkeepFacts, growth: ReadonlyMap<string, number>): number | null {
  const { partitions, policy, nowMs } = facts;
  const freedBytes = Array.from({ length: horizonDays + 1 }, () => 0);
  for (const partition of partitions) {
    const day = Math.max(0, Math.ceil((expiryOf(partition, policy) - nowMs) / dayMs));
    if (day <= horizonDays) freedBytes[day] = (freedBytes[day] ?? 0) + partition.bytes;
  }
  const pressures = measurePressure(facts);
  let freed = 0;
  for (let day = 0; day <= horizonDays; day += 1) {
    freed += freedBytes[day] ?? 0;
    let added = 0;
    for (const [table, perDay] of growth)
      added += perDay * Math.min(day, keepDaysOf(table, policy));
    const change = added - freed;
    if (pressures.some(({ usedBytes, markBytes }) => usedBytes + change >= markBytes)) return day;
  }
  return null;
}
