import type { CapacityCurve } from "@headroom/contracts";
import {
  nameResource,
  type EvidenceSnapshot,
  type Headroom,
  type PeakLoad,
  type Recognition,
} from "@headroom/patterns";
import type { UseLine } from "../fit-use.ts";
import { presentScalability } from "../present-scalability.ts";
import { drawBacklog, drawUse, drawWait } from "./little-curves.ts";

/** What curves are drawn from. */
export interface CurveRequest {
  readonly snapshot: EvidenceSnapshot;
  readonly recognition: Recognition;
  readonly sized: readonly Headroom[];
  readonly peak: PeakLoad | undefined;
  /** How the use of resources grew with the load, by `nameResource`. */
  readonly lines: Readonly<Record<string, UseLine>>;
}

/** Throughput against instances, where a law could be fitted. */
function drawScaling(
  { subject, loadLevels, instances }: EvidenceSnapshot,
  peak: PeakLoad | undefined,
): CapacityCurve[] {
  const { measured, line, law, explanation } = presentScalability(subject.name, {
    levels: loadLevels,
    instancesNow: instances.length,
    requestsNowPerS: peak?.nowPerS ?? null,
  });
  if (law === null) return [];
  return [
    {
      title: "Throughput against instances",
      loadUnit: "{instance}",
      valueUnit: "{request}/s",
      line,
      measured,
      today: peak === undefined ? null : [instances.length, peak.nowPerS],
      peak: null,
      limit: law.peakThroughput,
      explanation,
    },
  ];
}

/** Curves of how use, wait and throughput grow with load, for the resources of a pattern. */
export function drawCurves({
  snapshot,
  recognition,
  sized,
  peak,
  lines,
}: CurveRequest): CapacityCurve[] {
  const { patternId, subject } = recognition;
  if (patternId === "P01") return drawScaling(snapshot, peak);
  const isQueue = patternId === "P38" || patternId === "P41";
  const own = sized.filter(
    (one) => one.subject === subject && (one.patternId === patternId || isQueue),
  );
  const depth = own.find(({ resource }) => resource === "queue-depth");
  const workers = own.find(({ resource }) => resource === "queue-workers");
  const backlog = depth === undefined || workers === undefined ? [] : drawBacklog(depth, workers);
  if (peak === undefined) return backlog;
  const loaded = own.filter(({ model }) => model === "little");
  const { timeline } = snapshot;
  return [
    ...loaded.flatMap((headroom) => {
      const line = lines[nameResource(headroom.resource, headroom.subject)];
      const resource = { headroom, peak, timeline, line };
      return [...drawUse(resource), ...drawWait(resource)];
    }),
    ...backlog,
  ];
}
