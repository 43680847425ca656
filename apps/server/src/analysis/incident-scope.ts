import type { RuleDefinition, Signal } from "@headroom/alerting";
import { describeTrend, type NamedSeries } from "@headroom/analysis";
import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import type { Range } from "../telemetry/range.ts";
import { narrowToLabels, serviceOf } from "./one-signal.ts";

const minuteMs = 60_000;
const leastBeforeMs = 2 * minuteMs;
const mostBeforeMs = 10 * minuteMs;
const onsetMarginMs = minuteMs;
const furthestOnsetMs = 45 * minuteMs;
const afterMs = 30 * minuteMs;
const baselineMs = 60 * minuteMs;

/** What is known of an incident before anything is read. */
export interface IncidentStart {
  readonly openedMs: number;
  readonly resolvedMs: number | null;
  readonly labels: Readonly<Record<string, string>>;
  /** How long its rule takes to notice at least (window and `for`), ms. */
  readonly noticeMs: number;
}

/** When something went wrong, and what to compare it with. */
export interface IncidentScope {
  /** When it began: where its own series jumped, or when the incident opened. */
  readonly startedMs: number;
  readonly isOnsetFound: boolean;
  readonly baseline: Range;
  readonly window: Range;
}

/** The longest range that an incident can need: its scope lies inside. */
export function reachOf(incident: IncidentStart, nowMs: number): Range {
  const fromMs = incident.openedMs - furthestOnsetMs - onsetMarginMs - baselineMs;
  return { fromMs, toMs: endOf(incident, nowMs) };
}

function endOf({ openedMs, resolvedMs }: IncidentStart, nowMs: number): number {
  return Math.max(openedMs, Math.min(resolvedMs ?? nowMs, openedMs + afterMs, nowMs));
}

/**
 * When the incident began, the hour before it, and the time it is looked at: from shortly before
 * its start to half an hour after it opened. Where no jump of its series is seen, it begins as long
 * before it opened as its rule may take to notice, 2 to 10 minutes.
 */
export function scopeIncident(
  incident: IncidentStart,
  onsetMs: number | undefined,
  nowMs: number,
): IncidentScope {
  const beforeMs = Math.max(leastBeforeMs, Math.min(mostBeforeMs, 2 * incident.noticeMs));
  const fromMs = onsetMs === undefined ? incident.openedMs - beforeMs : onsetMs - onsetMarginMs;
  return {
    startedMs: onsetMs ?? incident.openedMs,
    isOnsetFound: onsetMs !== undefined,
    baseline: { fromMs: fromMs - baselineMs, toMs: fromMs },
    window: { fromMs, toMs: Math.max(fromMs + minuteMs, endOf(incident, nowMs)) },
  };
}

/**
 * Where the incident's own series jumped last, and surely, in the 45 minutes before it opened;
 * undefined where it did not.
 */
export function findOnset(
  points: NamedSeries["points"],
  stepMs: number,
  { openedMs }: IncidentStart,
): number | undefined {
  const trend = describeTrend(points, { nowMs: openedMs + 5 * minuteMs, stepMs });
  if (trend.status !== "described") return undefined;
  return trend.changes.findLast(
    ({ timeMs, sureness }) =>
      sureness !== "low" && timeMs >= openedMs - furthestOnsetMs && timeMs <= openedMs,
  )?.timeMs;
}

/** The series an incident is about: the rule's signal for the labels that fired. */
export function signalOfIncident(
  rule: RuleDefinition,
  labels: Readonly<Record<string, string>>,
): Signal {
  return narrowToLabels(rule.signal, labels);
}

/** The service an incident belongs to: by its labels, then by its signal. */
export function serviceOfIncident(
  { labels }: IncidentStart,
  signal: Signal | undefined,
): string | undefined {
  const named = labels[ATTR_SERVICE_NAME] ?? labels["service"];
  if (named !== undefined && named !== "") return named;
  return signal === undefined ? undefined : serviceOf(signal);
}
