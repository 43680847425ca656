import type { Incident } from "@headroom/contracts";
import { hrefTo } from "@/time/range-href";

const MINUTE = 60_000;
const SHORTEST_MARGIN_MS = 15 * MINUTE;
const LONGEST_MARGIN_MS = 24 * 60 * MINUTE;
const LONGEST_MS = 7 * 24 * 60 * MINUTE;
// Whole steps keep the question the same between two refreshes.
const STEP_MS = 30_000;

/** A stretch of time in Unix milliseconds. */
export interface IncidentWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The time to look at around an incident: a margin of half its length, 15 min to 24 h, on
 * both sides, not past `nowMs`, in whole steps of 30 s. At most 7 days, cut at the end.
 */
export function incidentWindow(
  incident: Pick<Incident, "openedAt" | "resolvedAt">,
  nowMs: number,
): IncidentWindow {
  const openedMs = Date.parse(incident.openedAt);
  const endMs = incident.resolvedAt === null ? nowMs : Date.parse(incident.resolvedAt);
  const halfMs = (endMs - openedMs) / 2;
  const marginMs = Math.min(Math.max(SHORTEST_MARGIN_MS, halfMs), LONGEST_MARGIN_MS);
  const fromMs = Math.floor((openedMs - marginMs) / STEP_MS) * STEP_MS;
  const wantedMs = incident.resolvedAt === null ? nowMs : Math.min(endMs + marginMs, nowMs);
  const toMs = Math.ceil(wantedMs / STEP_MS) * STEP_MS;
  return { fromMs, toMs: Math.min(toMs, fromMs + LONGEST_MS) };
}

/** The service an incident is about, from its labels or its rule's signal; null where unknown. */
export function serviceOf(
  labels: Readonly<Record<string, string>>,
  signalService: string | undefined,
): string | null {
  return labels["service"] || labels["service.name"] || signalService || null;
}

/** Where to look next, for the incident's time. */
export interface IncidentLinks {
  readonly service: string | null;
  readonly traces: string;
  readonly logs: string;
}

/** Links to the service, its traces and its logs of the incident's window. */
export function incidentLinks(
  window: IncidentWindow,
  target: { service: string | null; operation: string | null; errorsOnly: boolean },
): IncidentLinks {
  const range = {
    from: new Date(window.fromMs).toISOString(),
    to: new Date(window.toMs).toISOString(),
  };
  const { service, operation } = target;
  return {
    service: service === null ? null : hrefTo(`/services/${encodeURIComponent(service)}`, range),
    traces: hrefTo("/traces", {
      service,
      operation,
      status: target.errorsOnly ? "error" : null,
      ...range,
    }),
    logs: hrefTo("/logs", { service, ...range }),
  };
}

/** Whether a series of the rule belongs to one of the incident's alerts: all its labels are theirs. */
export function belongsToAlerts(
  seriesLabels: Readonly<Record<string, string>>,
  alerts: readonly { readonly labels: Readonly<Record<string, string>> }[],
): boolean {
  const entries = Object.entries(seriesLabels).filter(([, value]) => value !== "");
  return alerts.some(({ labels }) => entries.every(([key, value]) => labels[key] === value));
}
