import type { Storage } from "@headroom/contracts";
import type { ChartSeries } from "@/components/charts/series-data";
import { signalNames, signals } from "./storage-words";

const DAY_MS = 86_400_000;

/** Bytes of each day by signal, for a stacked chart; `toMs` is the end of the last day. */
export interface StoredDays {
  readonly series: readonly ChartSeries[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** Sums the tables of each signal by day. What is stored by the week counts evenly for its days. */
export function sumStoredDays(tables: Storage["tables"], nowMs: number): StoredDays {
  const bytes = new Map(signals.map((signal) => [signal, new Map<number, number>()]));
  let firstMs = Infinity;
  let lastMs = -Infinity;
  for (const { signal, days } of tables) {
    const sums = bytes.get(signal);
    if (sums === undefined) continue;
    for (const stored of days) {
      const startMs = Date.parse(stored.day);
      const known = daysUntil(startMs, stored.days, nowMs);
      for (let index = 0; index < known; index += 1) {
        const day = startMs + index * DAY_MS;
        sums.set(day, (sums.get(day) ?? 0) + stored.bytes / known);
        firstMs = Math.min(firstMs, day);
        lastMs = Math.max(lastMs, day);
      }
    }
  }
  if (firstMs > lastMs) return { series: [], fromMs: nowMs - DAY_MS, toMs: nowMs };
  const instants: number[] = [];
  for (let day = firstMs; day <= lastMs; day += DAY_MS) instants.push(day);
  const series = signals.map((signal) => {
    const sums = bytes.get(signal);
    const points = instants.map((day) => [day, sums?.get(day) ?? 0] as const);
    return { id: signal, label: signalNames[signal], points };
  });
  return { series, fromMs: firstMs, toMs: lastMs + DAY_MS };
}

// Of the week that goes on, only the days that have begun.
function daysUntil(startMs: number, days: number, nowMs: number): number {
  const begun = Math.ceil((nowMs - startMs) / DAY_MS);
  return Math.max(1, Math.min(days, begun));
}
