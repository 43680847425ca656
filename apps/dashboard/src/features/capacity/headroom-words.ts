import type { Exhaustion, Headroom } from "@headroom/contracts";
import type { Explanation } from "@/components/explain/explanation";
import { formatClock, formatDay } from "@/format/instant";
import { formatDigits } from "@/format/number";
import { formatAmount } from "./amount";

/** A bounded resource in words. */
export const resourceWords: Readonly<Record<Headroom["resource"], string>> = {
  "pool-connections": "Pool connections",
  threads: "Threads",
  "event-loop": "Event loop",
  "queue-workers": "Queue workers",
  "queue-depth": "Queue depth",
  heap: "Heap memory",
  "cache-memory": "Cache memory",
  replicas: "Replicas",
  scalability: "Throughput by instances",
};

/** Where a limit comes from, in words. */
export const limitSourceWords: Readonly<Record<NonNullable<Headroom["limitFrom"]>, string>> = {
  telemetry: "read from telemetry",
  plateau: "the level at which use stops growing while requests wait",
  caller: "set by hand",
  model: "computed by the model",
};

/** What a model is called. */
export const modelNames: Readonly<Record<Headroom["model"], string>> = {
  little: "Little’s law",
  growth: "Growth",
  autoscaler: "Autoscaler",
  usl: "Scalability law",
};

/** What the model says, with its name. */
export const modelWords: Readonly<Record<Headroom["model"], string>> = {
  little:
    "Little’s law: what is in use grows in proportion to the load while each use takes as long",
  growth: "Growth: the trend of use carried on to the time of the peak",
  autoscaler: "Autoscaler: replicas needed for the load at the target it is set to",
  usl: "Universal scalability law: throughput by number of instances",
};

const FORMULAE: Readonly<Record<Headroom["model"], string>> = {
  little: "used at peak = used now · load at peak / load now",
  growth: "used at peak = used now + slope · time to peak",
  autoscaler: "replicas at peak = replicas now · load at peak / load now",
  usl: "throughput(n) = γ·n / (1 + σ·(n − 1) + κ·n·(n − 1))",
};

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A time ahead: `in 3 h`, `in 12 days`, `now` for what has come. */
export function formatAhead(atMs: number, nowMs: number): string {
  const aheadMs = atMs - nowMs;
  if (aheadMs <= 0) return "now";
  if (aheadMs < HOUR_MS) return `in ${Math.max(1, Math.round(aheadMs / 60_000))} min`;
  if (aheadMs < 2 * DAY_MS) return `in ${Math.round(aheadMs / HOUR_MS)} h`;
  return `in ${Math.round(aheadMs / DAY_MS)} days`;
}

/** A day, with the time of day where it is less than two days away. */
export function formatWhen(atMs: number, nowMs: number): string {
  if (Math.abs(atMs - nowMs) >= 2 * DAY_MS) return formatDay(atMs);
  return `${formatDay(atMs)} ${formatClock(Math.round(atMs / 60_000) * 60_000)}`;
}

/** Milliseconds of the three dates; null where a date is not within the forecast. */
export function exhaustionMs({ p10At, p50At, p90At, horizonAt }: Exhaustion) {
  const ms = (iso: string | null) => (iso === null ? null : Date.parse(iso));
  return { p10: ms(p10At), p50: ms(p50At), p90: ms(p90At), horizon: Date.parse(horizonAt) };
}

/** The range of dates: `15 Mar (9 Mar – 2 Apr)`; null where no date lies within the forecast. */
export function describeDates(exhaustion: Exhaustion, nowMs: number): string | null {
  const { p10, p50, p90 } = exhaustionMs(exhaustion);
  if (p10 === null && p50 === null) return null;
  const early = p10 === null ? "" : formatWhen(p10, nowMs);
  const late = p90 === null ? "later" : formatWhen(p90, nowMs);
  if (p50 === null) return `from ${early}, likely later`;
  if (p50 <= nowMs) return "at its limit now";
  if (early === late) return formatWhen(p50, nowMs);
  return `${formatWhen(p50, nowMs)} (${early} – ${late})`;
}

/** When a resource runs out, in a sentence. */
export function describeExhaustion(row: Headroom, nowMs: number): string {
  const { exhaustion } = row;
  if (exhaustion === null) return row.advice ?? "No forecast yet.";
  const { p10, p50, p90, horizon } = exhaustionMs(exhaustion);
  const what = `${resourceWords[row.resource]} of ${nameSubject(row)}`;
  if (p50 !== null && p50 <= nowMs) return `${what}: at its limit now.`;
  if (p50 !== null) {
    const until = p90 === null ? "after the end of the forecast" : formatWhen(p90, nowMs);
    const from = formatWhen(p10 ?? p50, nowMs);
    const likely = `${what}: used up ${formatAhead(p50, nowMs)}, on ${formatWhen(p50, nowMs)}`;
    return from === until
      ? `${likely}.`
      : `${likely}; between ${from} and ${until} with a chance of 80 %.`;
  }
  if (p10 !== null) {
    return `${what}: probably not used up before ${formatDay(horizon)}, but with a chance of 10 % by ${formatWhen(p10, nowMs)}.`;
  }
  return `${what}: not used up before ${formatDay(horizon)}, where the forecast ends.`;
}

/** Whose resource it is: the service, and the pool, queue or cache where it has a name of its own. */
export function nameSubject({ service, subject }: Pick<Headroom, "service" | "subject">): string {
  return subject === service || subject === "" ? service : `${service} ${subject}`;
}

/** Percent of the limit that is left, whole from 10 on. */
export function formatPercent(percent: number): string {
  const size = Math.abs(percent);
  return `${percent < 0 ? "−" : ""}${size >= 10 ? Math.round(size) : formatDigits(size)} %`;
}

/** What is left at the peak, in a sentence. */
export function describeHeadroom(row: Headroom): string {
  const { usedNow, usedAtPeak, limit, unit, headroomPercent } = row;
  if (headroomPercent === null) return row.advice ?? "No headroom can be given yet.";
  const left =
    headroomPercent < 0
      ? `${formatPercent(-headroomPercent)} more than the limit is needed`
      : `${formatPercent(headroomPercent)} is left`;
  return `${formatAmount(usedNow, unit)} of ${formatAmount(limit, unit)} in use now, ${formatAmount(usedAtPeak, unit)} at the forecast peak: ${left}.`;
}

/** Everything behind the headroom of a resource. */
export function explainHeadroom(row: Headroom): Explanation {
  return {
    sentence: describeHeadroom(row),
    formula: `${modelWords[row.model]}.\n${FORMULAE[row.model]}\nheadroom = 100 · (limit − used at peak) / limit`,
    calculation: row.status === "ready" ? row.calculation : "",
    inputs: row.inputs,
    sources: row.limitFrom === null ? [] : [`The limit is ${limitSourceWords[row.limitFrom]}.`],
  };
}

/** Everything behind the dates of a resource. */
export function explainDates(row: Headroom, nowMs: number): Explanation | null {
  const { exhaustion, limit, unit } = row;
  if (exhaustion === null) return null;
  return {
    sentence: describeExhaustion(row, nowMs),
    formula: `First time at which the forecast of what is used reaches the limit: its 90 % quantile for the early date, its median for the likely one, its 10 % quantile for the late one.\nForecast: ${exhaustion.method}`,
    inputs: {
      limit: formatAmount(limit, unit),
      horizonMs: Date.parse(exhaustion.horizonAt),
    },
    sources: [exhaustion.error, ...exhaustion.reasons].filter((text) => text !== null),
  };
}
