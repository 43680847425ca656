import { adjustPValues } from "../statistics/false-discovery.ts";
import { guardMovement, guardSameMeasure, guardSeries } from "./guards.ts";
import { prepareSeries, type PreparedSeries } from "./prepare-series.ts";
import { findEpisode, relateLevels, type Episode } from "./relate-levels.ts";
import { relateMovements } from "./relate-movements.ts";
import type {
  Correlation,
  CorrelationKind,
  CorrelationOptions,
  Guard,
  NamedSeries,
  Relation,
} from "./types.ts";
import { describeCorrelation, formulaOf, refusalOf } from "./words.ts";

/** A window has at most this many steps: finding the target's episode is quadratic in them. */
const mostWindowSteps = 1000;
/** Smaller scores are not reported, however sure they are: they explain next to nothing. */
const leastScore = 0.3;

/** A candidate judged on its own. */
interface Judged {
  readonly id: string;
  readonly kind: CorrelationKind;
  readonly guards: readonly Guard[];
  readonly relation: Relation | undefined;
  readonly count: number;
}

/**
 * Returns the candidates that move with the target in a window, best first. Compared are the ups
 * and downs without season and trend, and, where the target stands on another level for a while,
 * whether the candidate does too. Reported is what remains when the expected share of chance
 * findings is held at the false-discovery rate (Benjamini and Hochberg 1995), and has a score of
 * 0.3; then copies of the target (“same-measure”); then, if asked for, what was refused. Candidates
 * may be in any order; the result is the same. Empty when the target itself cannot be compared.
 */
export function rankCorrelations(
  target: NamedSeries,
  candidates: readonly NamedSeries[],
  options: CorrelationOptions,
): Correlation[] {
  const { fromMs, toMs } = options;
  const factor = Math.max(1, Math.ceil((toMs - fromMs) / options.stepMs / mostWindowSteps));
  const stepMs = options.stepMs * factor;
  const mostLag = Math.max(0, Math.min(60, Math.floor(options.mostLagSteps ?? 10)));
  const rate = options.falseDiscoveryRate ?? 0.05;
  const prepare = ({ points }: NamedSeries): PreparedSeries =>
    prepareSeries(points, fromMs, toMs, stepMs);
  const prepared = prepare(target);
  const refusal = guardSeries(prepared);
  if (refusal !== undefined && options.includeRefused !== true) return [];
  const episode = refusal === undefined ? findEpisode(prepared) : undefined;
  const judged = candidates.map((candidate): Judged => {
    const base = { id: candidate.id, relation: undefined };
    if (refusal !== undefined) return { ...base, kind: "none", guards: [refusal], count: 0 };
    const mayBeCopy = options.otherThings?.has(candidate.id) !== true;
    return {
      ...base,
      ...judgeCandidate(prepared, prepare(candidate), episode, mostLag, mayBeCopy),
    };
  });
  const tested = judged.filter(({ kind }) => kind === "moves-together" || kind === "level-shift");
  const adjusted = adjustPValues(tested.map(({ relation }) => relation?.pValue ?? 1));
  const pValues = new Map(tested.map((entry, index) => [entry, adjusted[index] ?? 1]));
  const results = judged.map((entry) =>
    finish(target.id, entry, pValues.get(entry) ?? 1, { rate, stepMs, tests: tested.length }),
  );
  return results
    .filter(({ kind }) => kind !== "none" || options.includeRefused === true)
    .toSorted(compareResults)
    .slice(0, options.mostResults ?? 50);
}

function judgeCandidate(
  target: PreparedSeries,
  candidate: PreparedSeries,
  episode: Episode | undefined,
  mostLag: number,
  mayBeCopy: boolean,
): Omit<Judged, "id"> {
  const { count } = candidate;
  const refusal = guardSeries(candidate);
  if (refusal !== undefined) return { kind: "none", guards: [refusal], relation: undefined, count };
  const still = guardMovement(candidate) ?? guardMovement(target);
  const movement = still === undefined ? relateMovements(target, candidate, mostLag) : undefined;
  const copy = mayBeCopy
    ? (guardSameMeasure(target, candidate, 0) ??
      guardSameMeasure(target, candidate, movement?.lagSteps ?? 0))
    : undefined;
  if (copy !== undefined)
    return { kind: "same-measure", guards: [copy], relation: movement, count };
  const level = episode === undefined ? undefined : relateLevels(episode, candidate, mostLag);
  const isLevel = level !== undefined && (movement === undefined || isBetter(level, movement));
  const better = isLevel ? level : movement;
  const guards = still === undefined ? [] : [still];
  if (better === undefined) return { kind: "none", guards, relation: undefined, count };
  // Two kinds were tried where the target has an episode.
  const pValue = Math.min(
    1,
    better.pValue * (episode === undefined || movement === undefined ? 1 : 2),
  );
  const relation = { ...better, pValue };
  return { kind: isLevel ? "level-shift" : "moves-together", guards, relation, count };
}

const isBetter = (a: Relation, b: Relation): boolean =>
  a.pValue < b.pValue || (a.pValue === b.pValue && a.score > b.score);

function finish(
  targetId: string,
  { id, kind, guards, relation, count }: Judged,
  pValueAdjusted: number,
  { rate, stepMs, tests }: { rate: number; stepMs: number; tests: number },
): Correlation {
  const isCopy = kind === "same-measure";
  const score = relation?.score ?? (isCopy ? 1 : 0);
  const refusal =
    isCopy || relation === undefined
      ? undefined
      : refusalOf(score, leastScore, pValueAdjusted, rate);
  const isFound = relation !== undefined && refusal === undefined;
  const allGuards = refusal === undefined ? guards : [...guards, refusal];
  const shown = {
    id,
    kind: isFound || isCopy ? kind : ("none" as const),
    score,
    lagMs: (relation?.lagSteps ?? 0) * stepMs,
    sign: isFound ? relation.sign : isCopy ? (relation?.sign ?? 1) : (0 as const),
    pValueAdjusted: isCopy ? 0 : pValueAdjusted,
    guards: allGuards,
  };
  return {
    ...shown,
    sentence: describeCorrelation(targetId, shown, tests),
    formula: formulaOf(kind),
    inputs: {
      points: count,
      effectiveCount: relation?.effectiveCount ?? 0,
      pValue: relation?.pValue ?? 1,
      stepMs,
      candidatesTested: tests,
      falseDiscoveryRate: rate,
    },
  };
}

const places: Readonly<Record<CorrelationKind, number>> = {
  "moves-together": 0,
  "level-shift": 0,
  "same-measure": 1,
  none: 2,
};

function compareResults(a: Correlation, b: Correlation): number {
  return (
    places[a.kind] - places[b.kind] ||
    b.score - a.score ||
    a.pValueAdjusted - b.pValueAdjusted ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}
