import { fullestDisk, usedShare, type OwnFacts } from "./own-facts.ts";
import type { OwnRates } from "./own-rates.ts";
import { selfMetrics, type VitalMetric } from "./metric-names.ts";
import type { ProcessDocument } from "./process-document.ts";

/** Why segments could not be loaded, lately. */
export interface LoadProblem {
  readonly text: string;
  readonly atMs: number;
}

const MAX_PROBLEM = 500;

/** What a process writes to the metadata store about itself, besides who it is. */
export function composeReport(
  facts: OwnFacts,
  rates: OwnRates,
  problem: LoadProblem | undefined,
): {
  readonly document: ProcessDocument;
  readonly vitals: { metric: VitalMetric; value: number }[];
} {
  const { freshnessMs, spool, ingest } = facts;
  return {
    document: {
      freshnessMs,
      spool,
      disks: [...facts.disks],
      lastProblem:
        problem === undefined
          ? null
          : { text: problem.text.slice(0, MAX_PROBLEM), atMs: problem.atMs },
      ingest:
        ingest === undefined
          ? null
          : {
              ...rates,
              refusals: [...ingest.counts.refusals],
              trims: ingest.counts.trims,
              overflows: ingest.counts.overflows.map(({ topAttribute, ...overflow }) => ({
                ...overflow,
                topAttribute: topAttribute ?? null,
              })),
              rejectedRows: Object.fromEntries(
                Object.entries(ingest.counts.rejectedRows).map(([reason, rows]) => [
                  reason,
                  rows ?? 0,
                ]),
              ),
            },
    },
    vitals: listVitals(facts),
  };
}

function listVitals(facts: OwnFacts): { metric: VitalMetric; value: number }[] {
  const { freshnessMs, silenceMs, spool } = facts;
  const disk = fullestDisk(facts.disks);
  const values: readonly (readonly [VitalMetric, number | undefined])[] = [
    [selfMetrics.freshness.name, freshnessMs / 1_000],
    [selfMetrics.silence.name, silenceMs === undefined ? undefined : silenceMs / 1_000],
    [selfMetrics.spoolUtilization.name, spool.depthBytes / spool.maxBytes],
    [selfMetrics.diskUtilization.name, disk === undefined ? undefined : usedShare(disk)],
  ];
  return values.flatMap(([metric, value]) => (value === undefined ? [] : [{ metric, value }]));
}
