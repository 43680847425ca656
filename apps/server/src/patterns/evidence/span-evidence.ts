import type { EvidenceSnapshot, EvidenceWindow } from "@headroom/patterns";
import { sliceWindow } from "@headroom/telemetry-store";
import type {
  CallShape,
  OperationSummary,
  SampledSpan,
  ServiceActivity,
  TelemetryQueries,
  TimeSlices,
} from "@headroom/telemetry-store";
import { createAttemptReader } from "./attempts.ts";
import { measureBalance } from "./balance.ts";
import { describeTarget, nameStep } from "./call-kinds.ts";
import { listRoutes } from "./call-sequences.ts";
import { findReplies, listDestinationNames, listDestinations } from "./destinations.ts";
import { correlateErrors, listEdges } from "./edges.ts";
import { findFailingRange, listGaps } from "./fast-fail-gaps.ts";
import { buildTimeline, collectResource, listInstances } from "./instances.ts";
import type { StepGrid } from "./live-instances.ts";
import { measureRepetitions } from "./repetitions.ts";
import { listRequests, spanKinds } from "./sampled-requests.ts";
import { createCallScale, listShapes } from "./span-shapes.ts";
import { sumOf } from "./span-figures.ts";
import { findLastChange, listShares, listVersions } from "./versions.ts";

/** The parts of a snapshot that come from spans. */
export type SpanEvidenceParts = Pick<
  EvidenceSnapshot,
  | "namespace"
  | "instances"
  | "timeline"
  | "versions"
  | "balance"
  | "shapes"
  | "routes"
  | "edges"
  | "gaps"
  | "destinations"
  | "resource"
>;

/** Which service and which window; 10 minutes to a day make sense. */
export interface SpanEvidenceRequest {
  readonly service: string;
  readonly window: EvidenceWindow;
}

const stepsPerWindow = 60;
/** Spans whose attributes are read; of more, parts of the window stand for all of it. */
const attributeBudget = 80_000;
const attributeSlices = 4;
const activityBudget = 4_000_000;
const activitySlices = 20;

const sampledOperations = 20;
const tracesPerOperation = 200;
const fewestPerOperation = 10;
const sampledSpans = 10_000;
const neighboursPerOperation = 100;
const failedPerCall = 50;

const leastForBalance = 1_000;
const slotMs = 1_000;
/** Below this instances take turns, so clients don't stick to them. */
const turnsDispersion = 0.3;

/** What is read first and decides what else is asked. */
interface Overview {
  readonly service: string;
  readonly window: EvidenceWindow;
  readonly grid: StepGrid;
  readonly slices: TimeSlices;
  readonly slicedShare: number;
  readonly activity: ServiceActivity;
  readonly operations: readonly OperationSummary[];
  readonly calls: readonly CallShape[];
}

const rangeOf = ({ startMs, endMs }: EvidenceWindow) => ({ fromMs: startMs, toMs: endMs });

function gridOf({ startMs, endMs }: EvidenceWindow): StepGrid {
  const stepMs = Math.max(1_000, Math.ceil((endMs - startMs) / stepsPerWindow));
  return { fromMs: startMs, stepMs, count: Math.ceil((endMs - startMs) / stepMs) };
}

async function readOverview(
  queries: TelemetryQueries,
  { service, window }: SpanEvidenceRequest,
): Promise<Overview> {
  const range = rangeOf(window);
  const grid = gridOf(window);
  const spans = await queries.serviceSpanCount({ service, ...range });
  const slices = sliceWindow(range, { spans, budget: attributeBudget, count: attributeSlices });
  const coarse = sliceWindow(range, { spans, budget: activityBudget, count: activitySlices });
  const [activity, operations, calls] = await Promise.all([
    queries.instanceActivity({ service, slices: coarse, ...grid }),
    queries.operations({ service, ...range, limit: 500 }),
    queries.callShapes({ service, slices }),
  ]);
  const slicedMs = sumOf(slices, ({ fromMs, toMs }) => toMs - fromMs);
  const slicedShare = slicedMs / (range.toMs - range.fromMs);
  return { service, window, grid, slices, slicedShare, activity, operations, calls };
}

/** Names of the busiest entry operations, and how many traces of each make a sample. */
function planSample(operations: readonly OperationSummary[]) {
  const entries = operations
    .filter(({ isEntry, kind }) => isEntry && kind !== spanKinds.client)
    .filter(({ kind }) => kind !== spanKinds.producer)
    .slice(0, sampledOperations);
  const perEntry =
    sumOf(operations, ({ calls }) => calls) /
    Math.max(
      1,
      sumOf(entries, ({ calls }) => calls),
    );
  const affordable = sampledSpans / Math.max(1, entries.length * perEntry);
  return {
    operations: [...new Set(entries.map(({ operation }) => operation))],
    perOperation: Math.floor(
      Math.min(tracesPerOperation, Math.max(fewestPerOperation, affordable)),
    ),
  };
}

async function readSamples(
  queries: TelemetryQueries,
  { service, slices, operations, calls }: Overview,
) {
  const { operations: names, perOperation } = planSample(operations);
  const clients = calls.filter(({ kind }) => kind === spanKinds.client);
  const withResends = clients.some(({ resends }) => resends > 0);
  const hasFailed = withResends || clients.some(({ errors }) => errors > 0);
  const choice = { by: "operations", operations: names, perOperation } as const;
  const failures = { by: "failed-calls", perCall: failedPerCall, withResends } as const;
  const none: SampledSpan[] = [];
  const [sample, failed, neighbours] = await Promise.all([
    names.length === 0 ? none : queries.spanSample({ service, slices, choice }),
    hasFailed ? queries.spanSample({ service, slices, choice: failures }) : none,
    names.length === 0
      ? []
      : queries.neighbourSpans({
          service,
          slices,
          operations: names,
          perOperation: Math.min(neighboursPerOperation, perOperation),
        }),
  ]);
  return { sample, failed, neighbours };
}

async function readMessages(
  queries: TelemetryQueries,
  { window, grid, calls }: Overview,
  requests: ReturnType<typeof listRequests>,
) {
  const destinations = listDestinationNames(calls);
  if (destinations.length === 0) return [];
  const selection = { ...rangeOf(window), stepMs: grid.stepMs, destinations };
  const [sides, waits] = await Promise.all([
    queries.destinationSides(selection),
    queries.destinationWaits(selection),
  ]);
  const byId = new Map(calls.map((shape) => [shape.id, shape]));
  const replies = findReplies(requests, (id) => {
    const shape = byId.get(id);
    return shape === undefined ? undefined : describeTarget(shape).destination;
  });
  return listDestinations(sides, waits, replies, (window.endMs - window.startMs) / 1000);
}

/** Gaps are looked for only where many requests of the service failed at once. */
async function readGaps(queries: TelemetryQueries, overview: Overview) {
  const { service, window, grid, activity, calls } = overview;
  const clients = calls.filter(({ kind }) => kind === spanKinds.client);
  const range = findFailingRange(activity.instances, window, grid);
  if (range === undefined || clients.length === 0) return [];
  const shapes = clients.map(({ id }) => id);
  return listGaps(clients, await queries.callSlots({ service, ...range, stepMs: slotMs, shapes }));
}

async function readBalance(queries: TelemetryQueries, overview: Overview) {
  const { service, slices, activity, grid } = overview;
  const plain = measureBalance(activity.instances, grid, undefined);
  if (plain === undefined || plain.requests < leastForBalance) return plain;
  if ((plain.dispersion ?? Infinity) < turnsDispersion) return plain;
  const spread = await queries.clientSpread({ service, slices });
  return measureBalance(activity.instances, grid, spread);
}

async function readVersions(queries: TelemetryQueries, overview: Overview) {
  const { service, window, activity, grid } = overview;
  const versions = listVersions(activity, window, grid);
  const change = findLastChange(versions, window, grid);
  if (change === undefined) return versions;
  const finer = await queries.instanceActivity({
    service,
    slices: [rangeOf(change)],
    ...gridOf(change),
  });
  return versions.map((one) => ({ ...one, shares: listShares(one.version, finer.versions) }));
}

async function readEdges(
  queries: TelemetryQueries,
  { service, window, grid }: Overview,
  sources: Parameters<typeof listEdges>[0],
) {
  const edges = listEdges(sources);
  const peers = edges
    .filter(({ protocol }) => protocol === "http" || protocol === "rpc")
    .map(({ peer }) => peer);
  if (peers.length === 0) return edges;
  const services = [...new Set([service, ...peers])];
  const stepMs = Math.max(60_000, grid.stepMs);
  const steps = await queries.errorSteps({ services, ...rangeOf(window), stepMs });
  return correlateErrors(edges, service, steps);
}

async function readResource(queries: TelemetryQueries, { service, window, activity }: Overview) {
  const resource = collectResource(activity.instances);
  if (Object.keys(resource).length > 0) return resource;
  return queries.resourceAttributes({ service, ...rangeOf(window) });
}

/**
 * The parts of a snapshot of one service that come from spans, from 6 to 12 bounded queries. Parts
 * that cannot be told are empty or absent. Throws TelemetryStoreError as the queries do.
 */
export async function readSpanEvidence(
  queries: TelemetryQueries,
  request: SpanEvidenceRequest,
): Promise<SpanEvidenceParts> {
  const overview = await readOverview(queries, request);
  const { service, window, grid, activity, operations, calls } = overview;
  const windowS = (window.endMs - window.startMs) / 1000;
  const { sample, failed, neighbours } = await readSamples(queries, overview);
  const callsPerEntry = new Map(
    operations.filter(({ isEntry }) => isEntry).map((one) => [one.operation, one.calls]),
  );
  const requests = listRequests(sample, (name) => callsPerEntry.get(name));
  const callsOf = createCallScale(calls, operations, overview.slicedShare);
  const steps = new Map(calls.map((shape) => [shape.id, nameStep(shape)]));
  const edgeSources = { service, windowS, calls, callsOf, operations, sample, neighbours };
  const [versions, balance, edges, gaps, destinations, resource] = await Promise.all([
    readVersions(queries, overview),
    readBalance(queries, overview),
    readEdges(queries, overview, edgeSources),
    readGaps(queries, overview),
    readMessages(queries, overview, requests),
    readResource(queries, overview),
  ]);
  const namespace = activity.instances.find((one) => one.namespace !== "")?.namespace;
  return {
    ...(namespace === undefined ? {} : { namespace }),
    instances: listInstances(activity.instances, window),
    timeline: buildTimeline(activity.instances, grid),
    versions,
    ...(balance === undefined ? {} : { balance }),
    shapes: listShapes({
      calls,
      operations,
      callsOf,
      uses: measureRepetitions(requests),
      attemptsOf: createAttemptReader(sample, failed),
      windowS,
    }),
    routes: listRoutes(requests, (shape) => steps.get(shape)),
    edges,
    gaps,
    destinations,
    resource,
  };
}
