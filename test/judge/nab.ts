import { scoreLimitOf } from "@headroom/detection";
import { dataPath, loadScorer } from "./material.ts";
import type { Figure } from "./report.ts";
import { judgeSeries } from "./series.ts";

interface Profile {
  readonly tp: number;
}
interface NabFile {
  readonly ts: string[];
  readonly value: number[];
}
interface NabScorer {
  readonly PROFILES: Readonly<Record<string, Profile>>;
  loadNab(folder: string): NabFile[];
  sweep(files: NabFile[], scores: number[][], profile: Profile): { best: { threshold: number } };
  scoreAt(
    files: NabFile[],
    scores: number[][],
    profile: Profile,
    threshold: number,
  ): { norm: number };
}

const anchors: Readonly<Record<string, string>> = {
  standard: "ARTime 75.0, CAD OSE 73.8, HTM 71.7, three time scales 54, EWMA z 30",
  reward_low_FP_rate: "whole corpus: ARTime 65.1, CAD OSE 67.0, HTM 63.1",
  reward_low_FN_rate: "whole corpus: ARTime 80.4, CAD OSE 73.2, HTM 74.3",
};

/** Scores the anomaly baseline on the Numenta benchmark's development part. */
export async function judgeNab(): Promise<Figure[]> {
  const scorer = await loadScorer<NabScorer>("nab");
  const files = scorer.loadNab(dataPath("nab", "dev"));
  const scores = files.map(
    ({ ts, value }) =>
      judgeSeries(
        ts.map((time, index) => ({
          timeMs: Date.parse(`${time.replace(" ", "T")}Z`),
          value: value[index] ?? Number.NaN,
        })),
      ).news,
  );
  const limit = scoreLimitOf(0.5);
  return Object.entries(scorer.PROFILES).flatMap(([name, profile]) => {
    const { threshold } = scorer.sweep(files, scores, profile).best;
    const best = scorer.scoreAt(files, scores, profile, threshold);
    const fixed = scorer.scoreAt(files, scores, profile, limit);
    const figure = { set: "nab", digits: 1, baselines: anchors[name] ?? "" };
    return [
      {
        ...figure,
        what: `${name}, best threshold ${threshold.toFixed(2)}`,
        ours: best.norm,
        ...(name === "standard" && { least: 54 }),
      },
      {
        ...figure,
        what: `${name}, the product's ${limit.toFixed(2)}`,
        ours: fixed.norm,
        ...(name === "standard" && { least: 59 }),
        baselines: "",
      },
    ];
  });
}
