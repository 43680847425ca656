import type { TelemetryQueries } from "@headroom/telemetry-store";
import { nameScore, type ResultPoints, type ScoreHistories } from "./present-overview.ts";
import { attributes, metricNames, scopeName } from "./result-names.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const stepForAllMs = 60 * minuteMs;
const stepForOneMs = 10 * minuteMs;

type Queries = Pick<TelemetryQueries, "gaugeMeans">;

/** Scores of the last 24 hours: every ten minutes for one service, every hour for all. */
export async function readScores(
  queries: Queries,
  { service, nowMs }: { readonly service: string | undefined; readonly nowMs: number },
): Promise<ScoreHistories> {
  const means = await queries.gaugeMeans({
    metric: metricNames.score,
    scope: scopeName,
    keys: [attributes.pattern, attributes.subject],
    service,
    fromMs: nowMs - dayMs,
    toMs: nowMs,
    stepMs: service === undefined ? stepForAllMs : stepForOneMs,
  });
  return new Map(
    means.map((one) => [
      nameScore(one.service, one.values[0] ?? "", one.values[1] ?? ""),
      one.points,
    ]),
  );
}

/** Values of the last 24 hours of the indicators of one pattern on one subject, by indicator. */
export async function readIndicatorValues(
  queries: Queries,
  of: {
    readonly service: string;
    readonly patternId: string;
    readonly subject: string;
    readonly nowMs: number;
  },
): Promise<ReadonlyMap<string, ResultPoints>> {
  const means = await queries.gaugeMeans({
    metric: metricNames.indicator,
    scope: scopeName,
    keys: [attributes.pattern, attributes.subject, attributes.indicator],
    service: of.service,
    fromMs: of.nowMs - dayMs,
    toMs: of.nowMs,
    stepMs: stepForOneMs,
  });
  return new Map(
    means
      .filter(({ values }) => values[0] === of.patternId && values[1] === of.subject)
      .map(({ values, points }) => [values[2] ?? "", points]),
  );
}
