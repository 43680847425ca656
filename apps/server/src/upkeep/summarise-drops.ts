import type { FreedSignal } from "@headroom/contracts";
import { dayMs, keptTables, sumBytes, type StoredPartition } from "@headroom/telemetry-store";
import { toIso } from "../telemetry/range.ts";

/** What dropping partitions frees, by signal, the most bytes first. */
export function summariseBySignal(partitions: readonly StoredPartition[]): FreedSignal[] {
  const signals = Map.groupBy(partitions, ({ table }) => keptTables[table]?.signal);
  const freed: FreedSignal[] = [];
  for (const [signal, each] of signals) {
    if (signal === undefined) continue;
    freed.push({
      signal,
      bytes: sumBytes(each),
      rows: each.reduce((sum, { rows }) => sum + rows, 0),
      partitions: each.length,
      days: countDays(each),
    });
  }
  return freed.sort((a, b) => b.bytes - a.bytes);
}

/** What went in one turn, as an event tells it; undefined where nothing went. */
export function summariseDrops(partitions: readonly StoredPartition[]) {
  if (partitions.length === 0) return undefined;
  return {
    bytes: sumBytes(partitions),
    rows: partitions.reduce((sum, { rows }) => sum + rows, 0),
    signals: summariseBySignal(partitions),
    from: toIso(Math.min(...partitions.map(({ fromMs }) => fromMs))),
    to: toIso(Math.max(...partitions.map(({ toMs }) => toMs))),
  };
}

function countDays(partitions: readonly StoredPartition[]): number {
  const days = new Set<number>();
  for (const { fromMs, toMs } of partitions) {
    for (let day = fromMs; day < toMs; day += dayMs) days.add(day);
  }
  return days.size;
}
