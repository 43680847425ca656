import type { CapacityCurve } from "@headroom/contracts";
import {
  computeMeanWait,
  type Headroom,
  type PeakLoad,
  type TimelinePoint,
} from "@headroom/patterns";
import { formatValue, formatWithUnit } from "../describe-worst.ts";
import { findLoadUse } from "../finish-headroom.ts";
import type { UseLine } from "../fit-use.ts";
import type { LoadUse } from "../stored-forms.ts";

const linePoints = 50;
/** Close to saturation the mean wait grows beyond any scale. */
const highestUse = 0.98;
const loadUnit = "{request}/s";

/** A resource whose use grows with the load, with the load that it was measured at. */
export interface LoadedResource {
  readonly headroom: Headroom;
  readonly peak: PeakLoad;
  readonly timeline: readonly TimelinePoint[];
  /** How its use grew with the load over the last week. */
  readonly line: UseLine | undefined;
}

const findInput = ({ inputs }: Headroom, name: string): number | undefined =>
  inputs.find((one) => one.name === name)?.value;

/** Evenly spread loads from 0 to `end`. */
function spread(end: number): number[] {
  return Array.from({ length: linePoints }, (_, index) => (end * index) / (linePoints - 1));
}

/** Loads at which a use was measured: the step of the load that is nearest in time. */
function pairWithLoad({ headroom, timeline }: LoadedResource): [number, number][] {
  const [first, second] = timeline;
  if (first === undefined || second === undefined) return [];
  const stepMs = second.atMs - first.atMs;
  const loads = new Map(
    timeline.map(({ atMs, requestsPerS }) => [Math.floor(atMs / stepMs), requestsPerS]),
  );
  return headroom.usedPoints.flatMap(({ atMs, value }): [number, number][] => {
    const load = loads.get(Math.floor(atMs / stepMs));
    return load === undefined || !Number.isFinite(value) ? [] : [[load, value]];
  });
}

function describeLine(resource: LoadedResource, use: LoadUse): string {
  const rule = `use = ${formatValue(use.base)} + ${formatValue(use.perRequest)} · load`;
  return resource.line === undefined
    ? `Little's law with an unchanged holding time, in proportion to today: ${rule}.`
    : `Theil-Sen line of use on load over the last seven days, moved up to what is used now: ${rule}.`;
}

/**
 * Use of a resource against the load of the service: a straight line through today, which meets
 * the limit where the resource is exhausted.
 */
export function drawUse(resource: LoadedResource): CapacityCurve[] {
  const { headroom, peak, line } = resource;
  const { usedNow, limit, unit, subject, inputs } = headroom;
  const use = findLoadUse(headroom, resource);
  if (usedNow === null || use === undefined || !(peak.nowPerS > 0)) return [];
  const useAt = (load: number) => use.base + use.perRequest * load;
  const room = limit === null ? 0 : limit - use.base;
  const loadAtLimit = room > 0 && use.perRequest > 0 ? room / use.perRequest : 0;
  const highest = Math.max(peak.peakPerS, peak.nowPerS);
  const end = 1.15 * Math.max(highest, loadAtLimit > 20 * highest ? 0 : loadAtLimit);
  const atPeak = useAt(peak.peakPerS);
  const limitWords =
    limit === null || loadAtLimit === 0
      ? "No load is known at which it is exhausted."
      : loadAtLimit > 20 * highest
        ? `Load alone does not reach the limit of ${formatWithUnit(limit, unit)} anywhere near what was seen.`
        : `The limit of ${formatWithUnit(limit, unit)} is met at ${formatWithUnit(loadAtLimit, loadUnit)}.`;
  return [
    {
      title: `Use of ${subject} against load`,
      loadUnit,
      valueUnit: unit,
      line: spread(end).map((load) => [load, useAt(load)]),
      measured: line?.points.map(([load, value]) => [load, value]) ?? pairWithLoad(resource),
      today: [peak.nowPerS, usedNow],
      peak: [peak.peakPerS, atPeak],
      limit,
      explanation: {
        sentence: `At the forecast peak of ${formatWithUnit(peak.peakPerS, loadUnit)} it needs ${formatWithUnit(atPeak, unit)}. ${limitWords}`,
        formula: describeLine(resource, use),
        inputs: Object.fromEntries(inputs.map(({ name, value }) => [name, value])),
      },
    },
  ];
}

interface Servers {
  readonly arrivalsPerS: number;
  readonly holdingS: number;
  readonly servers: number;
}

function findServers(headroom: Headroom): Servers | undefined {
  const isPool = headroom.resource === "pool-connections";
  const arrivalsPerS = findInput(headroom, isPool ? "takes" : "λ");
  const holdingS = findInput(headroom, isPool ? "use time" : "time per message");
  const { limit } = headroom;
  if (limit === null || arrivalsPerS === undefined || holdingS === undefined) return undefined;
  const servers = Math.floor(limit);
  if (!(arrivalsPerS > 0) || !(holdingS > 0) || servers < 1) return undefined;
  return { arrivalsPerS, holdingS, servers };
}

/**
 * Mean wait for a connection or a worker against the load (M/M/c, Erlang C), up to 98 % of what all
 * of them together can do.
 */
export function drawWait({ headroom, peak }: LoadedResource): CapacityCurve[] {
  const found = findServers(headroom);
  if (found === undefined || !(peak.nowPerS > 0)) return [];
  const { arrivalsPerS, holdingS, servers } = found;
  const perRequest = arrivalsPerS / peak.nowPerS;
  const waitAt = (load: number) =>
    computeMeanWait({ arrivalsPerS: perRequest * load, servicesPerS: 1 / holdingS, servers });
  const saturation = servers / holdingS / perRequest;
  const place = (load: number): [number, number] | null => {
    const wait = waitAt(load);
    return wait === undefined || !Number.isFinite(wait) ? null : [load, wait];
  };
  const end = Math.min(highestUse * saturation, Math.max(20 * peak.nowPerS, 1.5 * peak.peakPerS));
  const now = waitAt(peak.nowPerS);
  return [
    {
      title: `Mean wait for ${headroom.subject} against load`,
      loadUnit,
      valueUnit: "s",
      line: spread(end).flatMap((load) => {
        const point = place(load);
        return point === null ? [] : [point];
      }),
      measured: [],
      today: place(peak.nowPerS),
      peak: place(peak.peakPerS),
      limit: null,
      explanation: {
        sentence: `With ${servers} at once it is saturated at ${formatWithUnit(saturation, loadUnit)}; now the mean wait is ${now === undefined ? "not known" : formatWithUnit(now, "s")}.`,
        formula:
          "M/M/c queue: mean wait = C / (c·μ − λ) with Erlang C; random arrivals and holding times are assumed.",
        inputs: { "λ per s": arrivalsPerS, "holding time in s": holdingS, c: servers },
      },
    },
  ];
}

/** What becomes of the backlog of a queue if today's rates stay. */
export function drawBacklog(depth: Headroom, workers: Headroom): CapacityCurve[] {
  const found = findServers(workers);
  const { usedNow, limit } = depth;
  if (found === undefined || usedNow === null) return [];
  const { arrivalsPerS, holdingS, servers } = found;
  const netPerS = servers / holdingS - arrivalsPerS;
  const isDraining = netPerS > 0;
  const emptyS = isDraining ? usedNow / netPerS : Infinity;
  const fullS = limit !== null && !isDraining && netPerS < 0 ? (limit - usedNow) / -netPerS : 0;
  const end = Math.max(60, Math.min(86_400, isDraining ? emptyS * 1.2 : Math.max(fullS, 3_600)));
  const rates = `${formatWithUnit(arrivalsPerS, "{message}/s")} arrive and ${formatWithUnit(servers / holdingS, "{message}/s")} can be worked off`;
  return [
    {
      title: `Backlog of ${depth.subject} from now on`,
      loadUnit: "s",
      valueUnit: "{message}",
      line: spread(end).map((seconds) => [seconds, Math.max(0, usedNow - netPerS * seconds)]),
      measured: [],
      today: [0, usedNow],
      peak: null,
      limit,
      explanation: {
        sentence: isDraining
          ? `${rates}: the backlog is empty in ${formatWithUnit(emptyS, "s")}.`
          : `${rates}: the backlog does not shrink.`,
        formula: "backlog(t) = backlog now + (arrivals − workers / time per message) · t.",
        inputs: {
          "backlog now": usedNow,
          "arrivals per s": arrivalsPerS,
          "time per message in s": holdingS,
          workers: servers,
        },
      },
    },
  ];
}
