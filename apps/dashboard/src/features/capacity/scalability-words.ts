import type { Scalability } from "@headroom/contracts";
import { formatDigits } from "@/format/number";
import { formatRate, formatValue } from "@/format/unit";
import type { CurveChartProps } from "./curve-chart";

type Law = NonNullable<Scalability["law"]>;

/** A coefficient of the law: what it is called, its value, what it means here. */
export interface LawRow {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
}

const FLAT = 0.02;

/** The coefficients of a fitted law and where it peaks, in words. */
export function describeLaw(law: Law): readonly LawRow[] {
  const peak: LawRow =
    law.peakLoad === null || law.peakThroughput === null
      ? {
          name: "Most throughput",
          value: "no peak",
          meaning: "More instances go on helping as far as the law can be trusted.",
        }
      : {
          name: "Most throughput",
          value: `${formatRate(law.peakThroughput)} at ${formatValue(law.peakLoad, "{instance}")}`,
          meaning: law.isExtrapolated
            ? "Beyond what was measured: a guide, no promise."
            : "More instances than this make it slower.",
        };
  return [
    {
      name: "γ, one instance alone",
      value: formatRate(law.gamma),
      meaning: "Throughput of a single instance.",
    },
    {
      name: "σ, contention",
      value: formatDigits(law.sigma),
      meaning:
        law.sigma < FLAT
          ? "Instances hardly wait for something they share."
          : `${formatValue(law.sigma, "ratio")} of the work waits for something shared.`,
    },
    {
      name: "κ, coherency",
      value: formatDigits(law.kappa),
      meaning:
        law.kappa <= 0
          ? "Instances need not agree with each other."
          : "Each pair of instances costs this much for keeping in step; it makes throughput fall in the end.",
    },
    peak,
    {
      name: "Fit (R²)",
      value: formatDigits(law.determination),
      meaning: "1 would be a law through every point.",
    },
  ];
}

/** Today's place on the curve, where it is known. */
export function scalabilityMarks({
  instancesNow,
  requestsNowPerS,
}: Pick<Scalability, "instancesNow" | "requestsNowPerS">): CurveChartProps["marks"] {
  if (instancesNow === null || requestsNowPerS === null) return [];
  return [{ label: "today", at: [instancesNow, requestsNowPerS], tone: "accent" }];
}
