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
import type { StoredForecast, StoredQuantiles } from "./stored-forms.ts";

const weekMs = 7 * 86_400_000;

/** What is known about the future when a resource is sized. */
export interface Future {
  readonly nowMs: number;
  /** Requests per second. */
  readonly load: StoredForecast | undefined;
  readonly peak: PeakLoad | undefined;
  /** Of what is used of the resource. */
  readonly own: StoredForecast | undefined;
}

/** The forecast that the date of a resource comes from. */
export interface UseForecast {
  readonly quantiles: readonly ForecastQuantiles[];
  /** What one request per second uses where it is the scaled forecast of the load; else null. */
  readonly perRequest: number | null;
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
 * The forecast of what is used: that of its own past, or where use grows with the load (Little's
 * law) that of the load scaled to it, whichever reaches higher. Undefined while both are learning.
 */
export function chooseUseForecast(
  { model, usedNow }: Headroom,
  { nowMs, load, peak, own }: Future,
): UseForecast | undefined {
  const choices: UseForecast[] = [];
  if (own?.status === "ready") {
    const { method, error, reasons } = own;
    choices.push({
      quantiles: toSteps(own.quantiles, nowMs),
      perRequest: null,
      method,
      error,
      reasons,
    });
  }
  if (model === "little" && load?.status === "ready" && peak !== undefined && usedNow !== null) {
    const { method, error, reasons } = load;
    choices.push({
      quantiles: scaleForecast(toSteps(load.quantiles, nowMs), peak.nowPerS, usedNow),
      perRequest: usedNow / peak.nowPerS,
      method: `Load: ${method} Use grows in proportion to it.`,
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

/**
 * Use at the peak. What fills up, and what no forecast of the load can tell, is read off the
 * forecast of its own use: at the time of the load's peak, else at its own highest in seven days.
 */
function findPeak(headroom: Headroom, { nowMs, peak, own }: Future): Peak {
  const asSized: Peak = {
    usedAtPeak: headroom.usedAtPeak,
    peakMs: peak?.atMs ?? null,
    calculation: headroom.calculation,
    isForecast: false,
  };
  const { limit, refusal, model } = headroom;
  const isOwn = model === "growth" || refusal === "no-forecast";
  const canSay = refusal === null || refusal === "no-forecast";
  if (!isOwn || !canSay || limit === null || own?.status !== "ready") return asSized;
  const week = toSteps(own.quantiles, nowMs).filter(({ timeMs }) => timeMs <= nowMs + weekMs);
  const atPeak = week.find(({ timeMs }) => peak !== undefined && timeMs >= peak.atMs);
  const step = atPeak ?? findHighest(week);
  if (step === undefined) return asSized;
  const percent = (100 * (limit - step.p50)) / limit;
  return {
    usedAtPeak: step.p50,
    peakMs: step.timeMs,
    calculation: `used at peak = p50 of the forecast of its own use; headroom = 100 · (limit − used at peak) / limit = ${percent.toFixed(1)} %`,
    isForecast: true,
  };
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
  const { usedAtPeak, peakMs, calculation, isForecast } = findPeak(headroom, future);
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
    headroomPercent:
      limit === null || usedAtPeak === null ? null : (100 * (limit - usedAtPeak)) / limit,
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
