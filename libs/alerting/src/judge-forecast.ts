import { crossing, type Crossing, type Forecast } from "@headroom/detection";
import type { ForecastEvidence, Judged } from "./judged.ts";
import { formatQuantity } from "./labels.ts";
import type { ForecastRule } from "./rule.ts";
import type { Window } from "./window.ts";
import { describeDuration, describeSignal } from "./words.ts";

/** What is known of the future of one group. */
export interface GroupForecast {
  readonly forecast: Forecast;
  /** Distance of the forecast's steps, ms. */
  readonly stepMs: number;
  /** The present limit; null where it has no value. */
  readonly limit: number | null;
}

/** Groups of one rule that are forecast: each costs some 20 ms. */
export const MOST_FORECASTS = 50;

const tooMany = `A rule forecasts at most ${MOST_FORECASTS} groups: narrow its filters or group by less.`;

interface Finding {
  readonly verdict: Judged["verdict"];
  readonly sentence: string | null;
  readonly forecast: ForecastEvidence | null;
  readonly learning: string | null;
}

/**
 * Judges whether a group's value will cross the limit inside the rule's horizon: `true` from the
 * rule's chance on or when it is beyond the limit already, `false` below half of that chance,
 * `hold` in between, `unknown` without a forecast or a limit.
 */
export function judgeAgainstForecast(
  rule: ForecastRule,
  value: number,
  window: Window,
  { found, unit }: { readonly found: GroupForecast | undefined; readonly unit: string },
): Judged {
  const { comparison } = rule.condition;
  const limit = found?.limit ?? null;
  const finding = found === undefined ? waiting(tooMany) : find();
  return { comparison, threshold: limit, expected: null, ...finding };

  function find(): Finding {
    if (found === undefined || limit === null) {
      return waiting("The limit has no value: check that its signal still reports.");
    }
    const words = { rule, value, limit, unit };
    const ahead = crossing(stepsFrom(found, window.toMs), limit, comparison);
    const forecast = ahead === undefined ? null : toEvidence(found.forecast, ahead, limit);
    const isBeyond = comparison === "above" ? value >= limit : value <= limit;
    if (isBeyond) {
      return { verdict: "true", sentence: describeBeyond(words), forecast, learning: null };
    }
    if (ahead === undefined || forecast === null) {
      return waiting(found.forecast.reasons[0] ?? "There is not enough history yet.");
    }
    const { probability } = rule.condition;
    // The tolerance makes a chance that equals the rule's count as reached.
    const isLikely = ahead.probability >= probability - 1e-9;
    const verdict = isLikely ? "true" : ahead.probability < probability / 2 ? "false" : "hold";
    const sentence = describeCrossing(words, ahead, forecast, window.toMs);
    return { verdict, sentence, forecast, learning: null };
  }
}

function waiting(learning: string): Finding {
  return { verdict: "unknown", sentence: null, forecast: null, learning };
}

/** The forecast without steps that are over: data may have ended before now. */
function stepsFrom({ forecast, stepMs }: GroupForecast, nowMs: number): Forecast {
  const quantiles = forecast.quantiles.filter(({ timeMs }) => timeMs + stepMs > nowMs);
  return { ...forecast, quantiles };
}

function toEvidence(forecast: Forecast, ahead: Crossing, limit: number): ForecastEvidence {
  const iso = (ms: number | null): string | null =>
    ms === null ? null : new Date(ms).toISOString();
  return {
    p10At: iso(ahead.p10Ms),
    p50At: iso(ahead.p50Ms),
    p90At: iso(ahead.p90Ms),
    probability: ahead.probability,
    limit,
    method: forecast.method,
    error: forecast.errorLastWeek?.words ?? null,
    reasons: forecast.reasons,
  };
}

interface Words {
  readonly rule: ForecastRule;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
}

function describeBeyond({ rule, value, limit, unit }: Words): string {
  const { signal, condition } = rule;
  return `${describeSignal(rule)} is already ${condition.comparison} ${formatQuantity(signal, limit, unit)}: it is ${formatQuantity(signal, value, unit)}`;
}

function describeCrossing(
  { rule, value, limit, unit }: Words,
  ahead: Crossing,
  { error }: ForecastEvidence,
  nowMs: number,
): string {
  const { signal, condition } = rule;
  const until = (ms: number): string => describeDuration(Math.max(0, ms - nowMs));
  const subject = `${describeSignal(rule)} is ${formatQuantity(signal, value, unit)}`;
  const verb = condition.comparison === "above" ? "reach" : "fall to";
  const target = formatQuantity(signal, limit, unit);
  const chance = `chance ${Math.round(100 * ahead.probability)} % within ${describeDuration(condition.horizonMs)}`;
  const trust = error === null ? "" : `. ${error.replace(/\.$/, "")}`;
  const { p10Ms, p50Ms, p90Ms } = ahead;
  if (p50Ms !== null) {
    const range =
      p10Ms === null
        ? ""
        : p90Ms === null
          ? ` (${until(p10Ms)} at the earliest)`
          : ` (between ${until(p10Ms)} and ${until(p90Ms)})`;
    return `${subject} and will ${verb} ${target} in ${until(p50Ms)}${range}, ${chance}${trust}`;
  }
  if (p10Ms !== null) {
    return `${subject} and may ${verb} ${target}, in ${until(p10Ms)} at the earliest, ${chance}${trust}`;
  }
  return `${subject} and is not expected to ${verb} ${target}, ${chance}${trust}`;
}
