import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { findLevelShifts } from "@headroom/detection";
import { dataPath, loadScorer } from "./material.ts";
import type { Figure } from "./report.ts";

type Annotations = Record<string, number[]>;
interface AnnotatedSeries {
  readonly n: number;
  readonly values: (number | null)[];
  readonly annotations: Annotations;
}
interface ChangePointScorer {
  f1(annotations: Annotations, found: number[]): number;
  cover(annotations: Annotations, found: number[], length: number): number;
}

/** Scores the search for level shifts on annotated series. */
export async function judgeChangePoints(): Promise<Figure[]> {
  const scorer = await loadScorer<ChangePointScorer>("changepoint");
  const folder = dataPath("changepoint", "dev");
  const results = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => {
      const series = JSON.parse(readFileSync(path.join(folder, file), "utf8")) as AnnotatedSeries;
      const found = findLevelShifts(series.values.map((value) => value ?? Number.NaN));
      return {
        f1: scorer.f1(series.annotations, found),
        cover: scorer.cover(series.annotations, found, series.n),
      };
    });
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    {
      set: "changepoint",
      what: "F1",
      ours: mean(results.map(({ f1 }) => f1)),
      digits: 3,
      baselines: "AMOC .723, BINSEG .712, PELT .688",
    },
    {
      set: "changepoint",
      what: "cover",
      ours: mean(results.map(({ cover }) => cover)),
      digits: 3,
      baselines: "AMOC .725, BINSEG .676, PELT .688",
    },
  ];
}
