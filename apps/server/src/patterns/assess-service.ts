import {
  assessSnapshot,
  findPattern,
  nameResource,
  recogniseAll,
  sizeAll,
  type AssessOptions,
  type EvidenceSnapshot,
  type Headroom,
  type PeakLoad,
  type Recognition,
} from "@headroom/patterns";
import type { ResourceLimit } from "@headroom/metadata-store";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { buildSnapshot } from "./build-snapshot.ts";
import { drawCurves } from "./curves/draw-curves.ts";
import { describeWorst } from "./describe-worst.ts";
import { finishHeadroom } from "./finish-headroom.ts";
import { makeForecasts } from "./make-forecasts.ts";
import { findPeakLoad, measureLoadNow } from "./peak-load.ts";
import {
  nameIndicator,
  type StoredCapacity,
  type StoredDetail,
  type StoredForecasts,
  type StoredOverview,
  type StoredPattern,
  type StoredReport,
} from "./stored-forms.ts";

const minuteMs = 60_000;

/** What an assessment of a service starts from. */
export interface AssessmentRequest {
  readonly service: string;
  readonly nowMs: number;
  /** What an assessment looks at. */
  readonly windowMs: number;
  readonly limits: readonly ResourceLimit[];
  /** Of an earlier assessment; absent: they are made now. */
  readonly forecasts: StoredForecasts | undefined;
}

/** Everything that an assessment found. */
export interface AssessedService {
  readonly overview: StoredOverview;
  readonly capacity: StoredCapacity;
  readonly detail: StoredDetail;
  readonly forecasts: StoredForecasts;
  readonly hasNewForecasts: boolean;
}

function optionsFrom(
  { indicators }: StoredForecasts,
  { patternId, subject }: Recognition,
): AssessOptions {
  const ids = findPattern(patternId)?.indicators.map(({ id }) => id) ?? [];
  return {
    history: Object.fromEntries(
      ids.map((id) => [id, indicators[nameIndicator(patternId, subject, id)]]),
    ),
  };
}

function summarise({ recognition, assessment }: StoredReport): StoredPattern {
  const { patternId, subject, variant, confidence } = recognition;
  const { score, measuredScore, coverage } = assessment;
  return {
    patternId,
    subject,
    variant: variant ?? null,
    confidence,
    score,
    measuredScore,
    coverage,
    worst: describeWorst(assessment),
  };
}

const scoreOf = ({ score }: StoredPattern): number => score ?? Infinity;

async function readPeak(
  queries: Pick<TelemetryQueries, "loadRates">,
  { window, subject }: EvidenceSnapshot,
  { load }: StoredForecasts,
): Promise<{ readonly nowPerS: number | undefined; readonly peak: PeakLoad | undefined }> {
  const rates = await queries.loadRates({
    service: subject.name,
    fromMs: window.startMs,
    toMs: window.endMs,
    stepMs: minuteMs,
  });
  const nowPerS = measureLoadNow(rates, window.endMs);
  return { nowPerS, peak: findPeakLoad(load, nowPerS, window.endMs) };
}

/**
 * Whether forecasts that were made before still do: every resource has one, and none is waiting for
 * the first half hour of a young series to pass.
 */
function isComplete(
  { load, resources }: StoredForecasts,
  snapshot: EvidenceSnapshot,
  recognitions: readonly Recognition[],
): boolean {
  const isWaiting = ({ status, history }: StoredForecasts["load"]) =>
    status === "learning" && history.length > 0;
  const sized = sizeAll(snapshot, recognitions, { nowMs: snapshot.window.endMs });
  return (
    sized.every(({ resource, subject }) => nameResource(resource, subject) in resources) &&
    ![load, ...Object.values(resources)].some(isWaiting)
  );
}

/** Whether a resource is no queue, or one whose workers this service has: not only its sender. */
function isOwnQueue(
  { subject, destinations }: EvidenceSnapshot,
  { resource, subject: name }: Headroom,
): boolean {
  if (resource !== "queue-workers" && resource !== "queue-depth") return true;
  const consumers = destinations.find((one) => one.name === name)?.consumers ?? [];
  return consumers.length === 0 || consumers.some(({ service }) => service === subject.name);
}

/**
 * Recognises the patterns of a service from the telemetry of the window, scores them, and says
 * what is left of every bounded resource and when it runs out. Throws TelemetryStoreError.
 */
export async function assessService(
  queries: TelemetryQueries,
  { service, nowMs, windowMs, limits, forecasts: known }: AssessmentRequest,
): Promise<AssessedService> {
  const window = { startMs: nowMs - windowMs, endMs: nowMs };
  const { snapshot: seen, metrics } = await buildSnapshot(queries, { service, window });
  // Levels of load change nothing about what is recognised.
  const { recognitions } = recogniseAll(seen);
  const usable = known !== undefined && isComplete(known, seen, recognitions) ? known : undefined;
  const forecasts =
    usable ?? (await makeForecasts(queries, { snapshot: seen, recognitions, metrics, nowMs }));
  const snapshot: EvidenceSnapshot = { ...seen, loadLevels: forecasts.levels };
  const { nowPerS, peak } = await readPeak(queries, snapshot, forecasts);
  const { assessed, notSeen } = assessSnapshot(snapshot, (recognition) =>
    optionsFrom(forecasts, recognition),
  );
  const sized = sizeAll(snapshot, recognitions, {
    nowMs,
    limits: Object.fromEntries(
      limits.map(({ resource, subject, value }) => [
        nameResource(resource as Parameters<typeof nameResource>[0], subject),
        value,
      ]),
    ),
    ...(peak === undefined ? {} : { peak }),
  }).filter((one) => isOwnQueue(snapshot, one));
  const finished = sized.map((one) => {
    const key = nameResource(one.resource, one.subject);
    const own = forecasts.resources[key];
    const future = { nowMs, load: forecasts.load, peak, own, line: forecasts.lines[key] };
    return { key, ...finishHeadroom(service, one, future) };
  });
  const reports = assessed.map((one): StoredReport => ({
    ...one,
    curves: drawCurves({
      snapshot,
      recognition: one.recognition,
      sized,
      peak,
      lines: forecasts.lines,
    }),
  }));
  const patterns = reports.map(summarise).toSorted((left, right) => scoreOf(left) - scoreOf(right));
  return {
    overview: { patterns, notSeen },
    capacity: {
      resources: finished.map(({ resource }) => resource),
      byLoad: Object.fromEntries(
        finished.flatMap(({ key, use }) => (use?.byLoad == null ? [] : [[key, use.byLoad]])),
      ),
      scaling: {
        levels: forecasts.levels,
        instancesNow: snapshot.instances.length === 0 ? null : snapshot.instances.length,
        requestsNowPerS: nowPerS ?? null,
      },
    },
    detail: { window, reports },
    forecasts,
    hasNewForecasts: usable === undefined,
  };
}
