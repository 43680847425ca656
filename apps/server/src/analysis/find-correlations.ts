import type { Signal } from "@headroom/alerting";
import { rankCorrelations, type Correlation, type NamedSeries } from "@headroom/analysis";
import type { CorrelationAnswer, CorrelationFinding } from "@headroom/contracts";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { ApiError } from "../http/errors.ts";
import type { Range } from "../telemetry/range.ts";
import {
  candidatesOfMetrics,
  candidatesOfRed,
  isAboutSameCalls,
  otherThings,
  servicesInScope,
  type Candidate,
} from "./candidates.ts";
import { explainAttributes } from "./explain-attributes.ts";
import { nameSignal, readServicesOf, readUnit, refuseGroups } from "./one-signal.ts";
import { presentExplained, toFinite } from "./present-explained.ts";
import { readSeries, toPoints, type SeriesPoints } from "./read-series.ts";
import { alignRange, chooseAnalysisStepMs, type StepRange } from "./step-range.ts";

const longestMs = 7 * 86_400_000;
const mostPoints = 100;
const leastPoints = 24;
const leastCoverage = 0.7;
const mostSeries = 400;
const mostServices = 50;

/** What is to be compared, and with what. */
export interface CorrelationRequest {
  readonly signal: Signal;
  readonly range: Range;
  readonly scope: "service" | "neighbours" | "all";
  readonly mostLagSteps: number;
  readonly includeRefused: boolean;
  readonly nowMs: number;
}

/**
 * What moved with a signal in a window: calls and metrics of the services in scope, at most 50 of
 * them and 400 series, and the attribute values that explain the signal's own change.
 * @throws ApiError `invalid_request` for a signal with groups or a window of more than 7 days;
 * what the store throws
 */
export async function findCorrelations(
  queries: TelemetryQueries,
  request: CorrelationRequest,
): Promise<CorrelationAnswer> {
  const { signal, range, nowMs } = request;
  refuseGroups(signal);
  if (range.toMs - range.fromMs > longestMs)
    throw new ApiError(
      "invalid_request",
      "Choose a window of at most 7 days to compare series in.",
    );
  const { points, steps } = await readTarget(queries, signal, range, nowMs);
  const [unit, attributes, pool] = await Promise.all([
    readUnit(queries, signal),
    explainAttributes(queries, signal, steps),
    readCandidates(queries, request, steps),
  ]);
  const target = { id: nameSignal(signal), points: toPoints(points) };
  const { candidates, leftOut } = pool;
  const advice = adviceFor(target, candidates.length, steps);
  const ranked = rankCorrelations(target, candidates, {
    ...steps,
    mostLagSteps: request.mostLagSteps,
    otherThings: otherThings(candidates, pool.service),
    includeRefused: request.includeRefused,
  });
  const byId = new Map(candidates.map((each) => [each.id, each]));
  return {
    stepSeconds: steps.stepMs / 1_000,
    target: { name: target.id, unit, points },
    compared: candidates.length,
    leftOut,
    findings: ranked.flatMap((each) => {
      const candidate = byId.get(each.id);
      return candidate === undefined ? [] : [presentFinding(each, candidate)];
    }),
    attributes,
    advice,
  };
}

/** What a target is compared with. */
interface CandidatePool {
  readonly candidates: readonly Candidate[];
  readonly leftOut: number;
  /** The target's own service, where it has one. */
  readonly service: string | undefined;
}

/**
 * The target, at the shortest step that gives at most 100 points; where it has values in few of
 * those, at a longer one that leaves 24 points at least.
 */
async function readTarget(
  queries: TelemetryQueries,
  signal: Signal,
  range: Range,
  nowMs: number,
): Promise<{ points: SeriesPoints; steps: StepRange }> {
  const spanMs = range.toMs - range.fromMs;
  const steps = alignRange(range, chooseAnalysisStepMs(spanMs, mostPoints), nowMs);
  const points = await readSeries(queries, signal, steps);
  const covered = points.filter(([, value]) => value !== null).length / points.length;
  const longer = chooseAnalysisStepMs(spanMs, Math.max(leastPoints, 1.5 * covered * points.length));
  const isWorthIt = covered > 0 && covered < leastCoverage && longer > steps.stepMs;
  if (!isWorthIt || spanMs / longer < leastPoints) return { points, steps };
  const wider = alignRange(range, longer, nowMs);
  return { points: await readSeries(queries, signal, wider), steps: wider };
}

async function readCandidates(
  queries: TelemetryQueries,
  { signal, scope }: CorrelationRequest,
  steps: StepRange,
): Promise<CandidatePool> {
  const own = await readServicesOf(queries, signal);
  const edges =
    scope === "neighbours" && own.length > 0 ? (await queries.serviceCalls(steps)).edges : [];
  const wanted = servicesInScope(scope, own, edges)?.slice(0, mostServices);
  const red = await queries.redOfServices({ ...steps, services: wanted });
  const services = wanted ?? red.services.map(({ service }) => service);
  const metrics = await queries.metricsOfServices({ ...steps, services });
  const service = own.length === 1 ? own[0] : undefined;
  const all = [...candidatesOfRed(red, steps), ...candidatesOfMetrics(metrics, steps)].filter(
    (each) => !isAboutSameCalls(signal, service, each),
  );
  const candidates = all.slice(0, mostSeries);
  // A service beyond the bound has its measures of calls left out at least.
  const leftOut = all.length - candidates.length + metrics.leftOut + 4 * red.leftOut;
  return { candidates, leftOut, service };
}

/** What to do where nothing could be compared; null where something could. */
export function adviceFor(
  target: NamedSeries,
  candidates: number,
  { fromMs, toMs, stepMs }: StepRange,
): string | null {
  // Compared with itself, a target shows what forbids to compare it.
  const [itself] = rankCorrelations(target, [target], {
    fromMs,
    toMs,
    stepMs,
    includeRefused: true,
  });
  const guard = itself?.guards.find(
    ({ code }) => code === "too-few-points" || code === "constant" || code === "sparse",
  );
  if (guard !== undefined)
    return `${target.id} can't be compared in this window. ${guard.sentence}`;
  return candidates > 0
    ? null
    : "There is no other series in this scope: choose a wider scope or a longer window.";
}

function presentFinding(found: Correlation, candidate: Candidate): CorrelationFinding {
  return {
    ...presentExplained(found),
    id: found.id,
    name: found.id,
    service: candidate.service,
    signal: candidate.signal,
    unit: candidate.unit,
    kind: found.kind,
    score: toFinite(found.score),
    sign: found.sign,
    lagMs: found.lagMs,
    pValueAdjusted: toFinite(found.pValueAdjusted),
    guards: found.guards.map((guard) => ({ ...guard })),
    points: candidate.shown,
  };
}
