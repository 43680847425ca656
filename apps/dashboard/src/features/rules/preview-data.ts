import type { RulePreview } from "@headroom/contracts";
import type { ChartSeries } from "@/components/charts/series-data";
import { formatElapsed } from "@/format/elapsed";

/** A stretch of time in Unix milliseconds. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Lengths of time a preview can look back on. */
export const previewRanges = {
  "1h": { label: "1 h", words: "the last hour", lengthMs: 3_600_000 },
  "6h": { label: "6 h", words: "the last 6 hours", lengthMs: 6 * 3_600_000 },
  "24h": { label: "24 h", words: "the last 24 hours", lengthMs: 24 * 3_600_000 },
  "7d": { label: "7 d", words: "the last 7 days", lengthMs: 7 * 24 * 3_600_000 },
} as const;
export type PreviewRangeId = keyof typeof previewRanges;
export const previewRangeIds = ["1h", "6h", "24h", "7d"] as const satisfies PreviewRangeId[];

/** Name of a group: its label values, or `fallback` where the rule does not group. */
export function groupName(labels: Readonly<Record<string, string>>, fallback: string): string {
  const values = Object.values(labels).filter((value) => value !== "");
  return values.length === 0 ? fallback : values.join(" · ");
}

/** The preview's series for a chart; labels that are equal get a number. */
export function previewSeries(preview: FiringSeries, fallback: string): ChartSeries[] {
  return preview.series.map(({ labels, points }, index) => ({
    id: `${index}`,
    label: groupName(labels, fallback),
    points,
  }));
}

/** What is read of a preview's series here. */
interface FiringSeries {
  readonly series: readonly Pick<RulePreview["series"][number], "labels" | "points" | "firing">[];
}

/** When anything would have fired, as stretches that do not overlap, cut to the range. */
export function firingStretches(preview: FiringSeries, range: Stretch): Stretch[] {
  const all = preview.series
    .flatMap((series) => series.firing)
    .map(({ from, to }) => ({
      fromMs: Math.max(Date.parse(from), range.fromMs),
      toMs: Math.min(to === null ? range.toMs : Date.parse(to), range.toMs),
    }))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .sort((a, b) => a.fromMs - b.fromMs);
  const merged: Stretch[] = [];
  for (const next of all) {
    const last = merged.at(-1);
    if (last !== undefined && next.fromMs <= last.toMs) {
      merged[merged.length - 1] = { ...last, toMs: Math.max(last.toMs, next.toMs) };
    } else merged.push(next);
  }
  return merged;
}

/** Whether any point of the preview has a value. */
export function hasValues(preview: FiringSeries): boolean {
  return preview.series.some(({ points }) => points.some(([, value]) => value !== null));
}

/** What the preview found, in a sentence: `Would have fired 3 times in the last 6 hours, 12 min in all.` */
export function describePreview(
  preview: FiringSeries & Pick<RulePreview, "episodes" | "note">,
  rangeWords: string,
  range: Stretch,
): string {
  if (preview.episodes === 0) {
    if (!hasValues(preview)) return `No data in ${rangeWords}, so nothing to compare.`;
    // A note says that the preview looked less closely than the rule does.
    return preview.note === null
      ? `Would not have fired in ${rangeWords}.`
      : `No firing found in ${rangeWords}.`;
  }
  const times = preview.episodes === 1 ? "once" : `${preview.episodes} times`;
  const firingMs = firingStretches(preview, range).reduce(
    (sum, { fromMs, toMs }) => sum + toMs - fromMs,
    0,
  );
  const length = firingMs > 0 ? `, ${formatElapsed(firingMs)} in all` : "";
  return `Would have fired ${times} in ${rangeWords}${length}.`;
}
