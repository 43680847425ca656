import type { RulePreview } from "@headroom/contracts";
import type { ChartRange } from "@/components/charts/chart-range";
import type { PointMark } from "@/components/charts/point-marks";
import type { AnomalyCondition } from "./rule-types";

/** One group of a preview. */
export type PreviewGroup = RulePreview["series"][number];

/** The band of a group for its chart. */
export function bandRange(band: PreviewGroup["band"]): ChartRange {
  return { id: "band", label: "Expected", points: band };
}

/** Points outside the band on the side that counts. */
export function pointsOutside(
  { points, band }: Pick<PreviewGroup, "points" | "band">,
  direction: AnomalyCondition["direction"],
): PointMark[] {
  const bounds = new Map(band.map(([atMs, lower, , upper]) => [atMs, { lower, upper }]));
  return points.flatMap(([atMs, value]) => {
    const bound = bounds.get(atMs);
    if (value === null || bound === undefined) return [];
    const isAbove = direction !== "below" && value > bound.upper;
    const isBelow = direction !== "above" && value < bound.lower;
    return isAbove || isBelow ? [{ atMs, value }] : [];
  });
}

function busiestGroup(groups: readonly Pick<PreviewGroup, "firing">[]): number {
  let busiest = 0;
  groups.forEach(({ firing }, index) => {
    if (firing.length > (groups[busiest]?.firing.length ?? 0)) busiest = index;
  });
  return busiest;
}

/** Place of the group that is drawn: the chosen one as long as it exists, else the busiest. */
export function shownGroup(
  groups: readonly Pick<PreviewGroup, "firing">[],
  chosen: number | null,
): number {
  return chosen !== null && chosen < groups.length ? chosen : busiestGroup(groups);
}

/** How many groups still learn: `2 of 5 groups are still learning.`; null where none does. */
export function describeLearners(groups: readonly Pick<PreviewGroup, "status">[]): string | null {
  const learning = groups.filter(({ status }) => status === "learning").length;
  if (learning === 0) return null;
  if (groups.length === 1) return "Needs more history before it can judge.";
  const verb = learning === 1 ? "needs" : "need";
  return `${learning} of ${groups.length} groups ${verb} more history before the rule can judge.`;
}
