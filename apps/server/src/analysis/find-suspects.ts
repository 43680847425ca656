import { rankSuspects, type IncidentFacts, type Suspect } from "@headroom/analysis";
import type { RuleDefinition } from "@headroom/alerting";
import type { Suspects } from "@headroom/contracts";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { toIso } from "../telemetry/range.ts";
import { servicesWithNewErrors } from "./error-rows.ts";
import { gatherFacts, type IncidentReadings } from "./incident-facts.ts";
import {
  findOnset,
  reachOf,
  scopeIncident,
  serviceOfIncident,
  signalOfIncident,
  type IncidentScope,
  type IncidentStart,
} from "./incident-scope.ts";
import { presentExplained } from "./present-explained.ts";
import { readServicesOf } from "./one-signal.ts";
import { readSeries, toPoints } from "./read-series.ts";
import { alignRange, type StepRange } from "./step-range.ts";

const stepMs = 30_000;
const versionReachMs = 24 * 3_600_000;
const mostSuspects = 20;
const mostErrorServices = 10;

/**
 * Who may have caused an incident: every service's calls, errors, own time and short resources in
 * its window against the hour before, new versions, call paths, and what moves with the incident's
 * own series. `rule` is undefined where it was removed. Throws what the store throws.
 */
export async function findSuspects(
  queries: TelemetryQueries,
  opened: Omit<IncidentStart, "noticeMs">,
  rule: RuleDefinition | undefined,
  nowMs: number,
): Promise<Suspects> {
  const noticeMs = rule === undefined ? 0 : rule.windowMs + rule.forMs;
  const incident = { ...opened, noticeMs };
  const reach = alignRange(reachOf(incident, nowMs), stepMs, nowMs);
  const signal = rule === undefined ? undefined : signalOfIncident(rule, incident.labels);
  const points =
    signal === undefined ? undefined : toPoints(await readSeries(queries, signal, reach));
  const onsetMs = points === undefined ? undefined : findOnset(points, stepMs, incident);
  const scope = scopeIncident(incident, onsetMs, nowMs);
  const steps = alignRange(
    { fromMs: scope.baseline.fromMs, toMs: scope.window.toMs },
    stepMs,
    nowMs,
  );
  const read = await readFacts(queries, scope, steps);
  const target = signal === undefined || points === undefined ? undefined : { signal, points };
  const readings = { ...read, target };
  const [sender, ...others] = signal === undefined ? [] : await readServicesOf(queries, signal);
  const onlySender = others.length === 0 ? sender : undefined;
  const service = serviceOfIncident(incident, signal) ?? onlySender;
  const facts = gatherFacts(readings, scope, steps, service);
  return {
    from: toIso(scope.window.fromMs),
    to: toIso(scope.window.toMs),
    items: rankSuspects(facts).slice(0, mostSuspects).map(presentSuspect),
    looked: describeLook(readings, scope, facts),
  };
}

async function readFacts(
  queries: TelemetryQueries,
  scope: IncidentScope,
  steps: StepRange,
): Promise<Omit<IncidentReadings, "target">> {
  const { startedMs, baseline, window } = scope;
  const versionRange = { fromMs: startedMs - versionReachMs, toMs: window.toMs };
  const readRed = async () => {
    const red = await queries.redOfServices(steps);
    const services = red.services.map(({ service }) => service);
    return {
      red,
      metrics: await queries.metricsOfServices({ ...steps, services, withQuantiles: false }),
    };
  };
  const readErrors = async () => {
    const errors = await queries.errorTotals({ baseline, window });
    const services = servicesWithNewErrors(errors, mostErrorServices);
    return { errors, errorPlaces: await queries.errorPlaces({ services, baseline, window }) };
  };
  const [{ red, metrics }, own, { errors, errorPlaces }, versions, calls] = await Promise.all([
    readRed(),
    queries.ownTimes(steps),
    readErrors(),
    queries.versionsSeen(versionRange),
    queries.serviceCalls(steps),
  ]);
  return { red, metrics, own, errors, errorPlaces, versions, calls };
}

function presentSuspect(suspect: Suspect): Suspects["items"][number] {
  return {
    service: suspect.service,
    points: suspect.points,
    confidence: suspect.confidence,
    rule: suspect.rule,
    isSymptom: suspect.isSymptom,
    sentence: suspect.sentence,
    evidence: suspect.evidence.map((each) => ({
      ...presentExplained(each),
      kind: each.kind,
      service: each.service,
      points: each.points,
      detail: each.detail ?? null,
    })),
  };
}

function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** What was looked at, in words. */
export function describeLook(
  { red, metrics, versions, calls, target }: IncidentReadings,
  { startedMs, isOnsetFound, window }: IncidentScope,
  { service }: IncidentFacts,
): string {
  const minutes = Math.max(1, Math.round((window.toMs - window.fromMs) / 60_000));
  const began = isOnsetFound
    ? `its series jumped at ${toIso(startedMs)}`
    : `it opened at ${toIso(startedMs)}`;
  const hours = Math.round((startedMs - versions.fromMs) / 3_600_000);
  return [
    `Compared ${countWords(minutes, "minute")} with the hour before (${began})${service === undefined ? ", for all services alike" : ` as seen from ${service}`}:`,
    `latency, errors, load and own time of ${countWords(red.services.length, "service")}${red.leftOut > 0 ? ` (${red.leftOut} with fewer calls left out)` : ""},`,
    `${countWords(metrics.series.length, "metric series", "metric series")}${metrics.leftOut > 0 ? ` (${metrics.leftOut} left out)` : ""} for short resources,`,
    `versions first seen in the ${hours} h before,`,
    `${countWords(calls.edges.length, "call path")} from ${calls.oneIn === 1 ? "all traces" : `one in ${calls.oneIn} traces`}.`,
    target === undefined
      ? "The rule of the incident is gone, so nothing was compared with its series."
      : `The incident's own series was compared with the calls of the other services.`,
  ].join(" ");
}
