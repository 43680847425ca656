import type { Exhaustion as ExhaustionText, Headroom as HeadroomText } from "@headroom/contracts";
import {
  exhaustHeadroom,
  findPattern,
  headroomAdvice,
  scaleForecast,
  type ForecastQuantiles,
  type Headroom,
  type PeakLoad,
} from "@headroom/patterns";
import { roundStored } from "./forecast-series.ts";
import { formatValue } from "./describe-worst.ts";
import type { UseLine } from "./fit-use.ts";
import type { LoadUse, StoredForecast, StoredQuantiles } from "./stored-forms.ts";

const weekMs = 7 * 86_400_000;

/** What is known about the future when a resource is sized. */
export interface Future {
  readonly nowMs: number;
  /** Requests per second. */
  readonly load: StoredForecast | undefined;
  readonly peak: PeakLoad | undefined;
  /** Of what is used of the resource. */
  readonly own: StoredForecast | undefined;
  /** How its use grew with the load. */
  readonly line: UseLine | undefined;
}

/** The forecast that the date of a resource comes from. */
export interface UseForecast {
  readonly quantiles: readonly ForecastQuantiles[];
  /** How use follows from the load where it is the forecast of the load; else null. */
  readonly byLoad: LoadUse | null;
  readonly method: string;
  readonly error: string | null;
  readonly reasons: readonly string[];
}

const toSteps = (quantiles: readonly StoredQuantiles[], nowMs: number): ForecastQuantiles[] =>
  quantiles
    .filter(([timeMs]) => timeMs >= nowMs)
    .map(([timeMs, p10, p50, p90]) => ({ timeMs, p10, p50, p90 }));

const findHighest = (steps: readonly ForecastQuantiles[]): ForecastQuantiles | undefined =>
  steps.reduce<ForecastQuantiles | undefined>(
    (best, step) => (best === undefined || step.p50 > best.p50 ? step : best),
    undefined,
  );

/**
 * How use follows from the load at the peak: by the line of the last week, moved so that it goes
 * through what is used now where that is more (bursts within the hour, and what leaked since);
 * without a line in proportion to the load.
 */
export function findLoadUse(
  { usedNow }: Headroom,
  { line, peak }: Pick<Future, "line" | "peak">,
): LoadUse | undefined {
  if (usedNow === null || peak === undefined) return undefined;
  if (line === undefined) return { base: 0, perRequest: usedNow / peak.nowPerS };
  const { base, perRequest } = line;
  const above = Math.max(0, usedNow - base - perRequest * peak.nowPerS);
  return { base: base + above, perRequest };
}

/**
 * The forecast of what is used: that of its own past, or where use grows with the load (Little's
 * law) that of the load, whichever reaches higher. Undefined while both are learning.
 */
export function chooseUseForecast(headroom: Headroom, future: Future): UseForecast | undefined {
  const { nowMs, load, own, line } = future;
  const choices: UseForecast[] = [];
  if (own?.status === "ready") {
    const { method, error, reasons } = own;
    const quantiles = toSteps(own.quantiles, nowMs);
    choices.push({ quantiles, byLoad: null, method, error, reasons });
  }
  const use = headroom.model === "little" ? findLoadUse(headroom, future) : undefined;
  if (load?.status === "ready" && use !== undefined) {
    const { method, error, reasons } = load;
    const grown = scaleForecast(toSteps(load.quantiles, nowMs), 1, use.perRequest);
    const how =
      line === undefined
        ? "Use grows in proportion to it."
        : "Use follows it as over the last seven days.";
    choices.push({
      quantiles: grown.map(({ timeMs, p10, p50, p90 }) => ({
        timeMs,
        p10: use.base + p10,
        p50: use.base + p50,
        p90: use.base + p90,
      })),
      byLoad: use,
      method: `Load: ${method} ${how}`,
      error,
      reasons,
    });
  }
  const reach = ({ quantiles }: UseForecast) => findHighest(quantiles)?.p50 ?? -Infinity;
  return choices
    .filter(({ quantiles }) => quantiles.length > 0)
    .toSorted((left, right) => reach(right) - reach(left))[0];
}

const toIso = (ms: number | null): string | null =>
  ms === null ? null : new Date(Math.round(ms)).toISOString();

function describeExhaustion(
  headroom: Headroom,
  use: UseForecast | undefined,
): ExhaustionText | null {
  if (use === undefined) return null;
  const found = exhaustHeadroom(headroom, use.quantiles);
  if (found === undefined) return null;
  return {
    p10At: toIso(found.p10Ms),
    p50At: toIso(found.p50Ms),
    p90At: toIso(found.p90Ms),
    horizonAt: new Date(found.horizonMs).toISOString(),
    method: use.method,
    error: use.error,
    reasons: [...use.reasons],
  };
}

interface Peak {
  readonly usedAtPeak: number | null;
  readonly peakMs: number | null;
  readonly calculation: string;
  readonly isForecast: boolean;
}

const percentLeft = (limit: number, used: number): number => (100 * (limit - used)) / limit;

function readOffOwn(limit: number, headroom: Headroom, future: Future): Peak | undefined {
  const { nowMs, peak, own } = future;
  if (own?.status !== "ready") return undefined;
  const week = toSteps(own.quantiles, nowMs).filter(({ timeMs }) => timeMs <= nowMs + weekMs);
  const atPeak = week.find(({ timeMs }) => peak !== undefined && timeMs >= peak.atMs);
  const step = atPeak ?? findHighest(week);
  if (step === undefined) return undefined;
  // A forecast is an hour old at times: more is never left at the peak than there is now.
  const used = Math.max(step.p50, headroom.usedNow ?? 0);
  return {
    usedAtPeak: used,
    peakMs: step.timeMs,
    calculation: `used at peak = p50 of the forecast of its own use, at least what is used now; headroom = 100 · (limit − used at peak) / limit = ${percentLeft(limit, used).toFixed(1)} %`,
    isForecast: true,
  };
}

function readOffLine(limit: number, headroom: Headroom, future: Future): Peak | undefined {
  const { line, peak } = future;
  const use = line === undefined ? undefined : findLoadUse(headroom, future);
  if (use === undefined || peak === undefined) return undefined;
  const used = use.base + use.perRequest * peak.peakPerS;
  const [base, perRequest, load] = [use.base, use.perRequest, peak.peakPerS].map(formatValue);
  return {
    usedAtPeak: used,
    peakMs: peak.atMs,
    calculation: `used at peak = ${base} + ${perRequest} · load at peak (${load} requests/s), the line of the last seven days through what is used now; headroom = 100 · (limit − used at peak) / limit = ${percentLeft(limit, used).toFixed(1)} %`,
    isForecast: false,
  };
}

/**
 * Use at the peak. What fills up, what grows faster than the load, and what no forecast of the
 * load can tell, is read off the forecast of its own use: at the time of the load's peak, else at its own highest in seven days.
 * What grows with the load is read off the line of the last week where there is one.
 */
function findPeak(headroom: Headroom, future: Future, use: UseForecast | undefined): Peak {
  const { limit, refusal, model } = headroom;
  const asSized: Peak = {
    usedAtPeak: headroom.usedAtPeak,
    peakMs: future.peak?.atMs ?? null,
    calculation: headroom.calculation,
    isForecast: false,
  };
  const canSay = refusal === null || refusal === "no-forecast";
  if (limit === null || !canSay) return asSized;
  const outgrowsLoad = model === "little" && use !== undefined && use.byLoad === null;
  const isOwn = model === "growth" || refusal === "no-forecast" || outgrowsLoad;
  if (isOwn) return readOffOwn(limit, headroom, future) ?? asSized;
  return (model === "little" ? readOffLine(limit, headroom, future) : undefined) ?? asSized;
}

/**
 * Headroom of a resource as the API gives it, with the dates at which its forecast reaches the
 * limit, and that forecast.
 */
export function finishHeadroom(
  service: string,
  headroom: Headroom,
  future: Future,
): { readonly resource: HeadroomText; readonly use: UseForecast | undefined } {
  const use = chooseUseForecast(headroom, future);
  const { usedAtPeak, peakMs, calculation, isForecast } = findPeak(headroom, future, use);
  const { limit, refusal } = headroom;
  const isReady = refusal === null || isForecast;
  const resource: HeadroomText = {
    service,
    patternId: headroom.patternId,
    patternName: findPattern(headroom.patternId)?.name ?? headroom.patternId,
    resource: headroom.resource,
    subject: headroom.subject,
    unit: headroom.unit,
    limit,
    limitFrom: headroom.limitFrom,
    usedNow: headroom.usedNow,
    usedAtPeak,
    peakAt: usedAtPeak === null ? null : toIso(peakMs),
    headroomPercent: limit === null || usedAtPeak === null ? null : percentLeft(limit, usedAtPeak),
    model: headroom.model,
    status: isReady ? "ready" : refusal === "no-forecast" ? "learning" : "refused",
    advice: isReady || refusal === null ? null : headroomAdvice[refusal],
    exhaustion: describeExhaustion(headroom, use),
    calculation,
    inputs: [...headroom.inputs],
    used: headroom.usedPoints
      .slice(-60)
      .map(({ atMs, value }) => [atMs, Number.isFinite(value) ? roundStored(value) : null]),
  };
  return { resource, use };
}
