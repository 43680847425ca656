import type { LoadPoint } from "../formulae/scalability.ts";
import type { MetricEvidence } from "./metric-evidence.ts";
import type { DestinationEvidence, EdgeEvidence, FastFailGap } from "./topology-evidence.ts";
import type { RouteEvidence, SpanShape } from "./span-evidence.ts";

/** What a snapshot is about. A database, cache, queue or balancer is one that reports metrics itself. */
export type SubjectKind = "service" | "database" | "cache" | "queue" | "balancer";

/** A period in ms since the epoch; the end is not part of it. */
export interface EvidenceWindow {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * One instance (one `service.instance.id`) that lived in the window. From span counts by instance
 * and the resource attributes of its last span; at most 200, the busiest first.
 */
export interface InstanceEvidence {
  readonly id: string;
  readonly version?: string;
  readonly host?: string;
  readonly zone?: string;
  readonly node?: string;
  readonly environment?: string;
  /** `primary`, `replica`, `leader` and the like, where a resource attribute states one. */
  readonly role?: string;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  /** Entry spans (server and consumer) per second over the window. */
  readonly requestsPerS: number;
  readonly p95S: number;
  readonly meanS: number;
  /** Mean number of requests in flight, where it is measured. */
  readonly inFlight?: number;
  /** Names of its entry operations, at most 20. */
  readonly routes: readonly string[];
}

/** Share of a version in all requests of a step; `requests` are those of all versions. */
export interface VersionShare {
  readonly atMs: number;
  readonly share: number;
  readonly requests?: number;
}

/**
 * One `service.version` over time. `shares` is its share of all requests, at most 60 points over
 * the last change of versions or over the window where none happened; without `requests` in them
 * they count as exact. From span counts by version and step; at most 10 versions, the newest first.
 */
export interface VersionEvidence {
  readonly version: string;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  /** Most instances that ran it at once. */
  readonly instances: number;
  readonly requests: number;
  readonly errors: number;
  readonly p95S: number;
  readonly shares: readonly VersionShare[];
  /** Requests marked as synthetic before it took real traffic. */
  readonly syntheticRequests?: number;
}

/** Load and live instances at one step of the window. */
export interface TimelinePoint {
  readonly atMs: number;
  readonly requestsPerS: number;
  readonly instances: number;
}

/**
 * How requests spread over instances. From request counts by instance in bins wide enough for ten
 * requests per instance. `dispersion` is the variance of an instance's count within its bin,
 * divided by that of a random split of the bin's total: 1 is random, near 0 is taking turns.
 * `clientAffinity` is the mean share of the modal instance over clients with ten requests or more.
 */
export interface BalanceEvidence {
  readonly requests: number;
  readonly dispersion?: number;
  readonly clientAffinity?: number;
  /** Share of clients that changed their instance when the last instance joined. */
  readonly movedOnJoin?: number;
  /** Clients that `clientAffinity` was measured on. */
  readonly clients?: number;
}

/** Records whose body or exception type contains a known fragment; at most 40 fragments. */
export interface LogEvidence {
  readonly fragment: string;
  readonly count: number;
}

/**
 * Everything that recognisers, assessors and sizers may read about one subject: compact, plain
 * JSON, and bounded in every list. The server makes it from these queries, each over the window:
 *
 * - `instances`, `timeline`, `versions`, `balance`: span rollups by instance, version and step;
 * - `metrics`: the metric catalogue for names, then series by name (see `MetricEvidence`);
 * - `shapes`, `routes`: spans grouped by operation, and up to 200 sampled traces of each of the 20
 *   busiest entry operations;
 * - `edges`, `gaps`: joins of client spans with the server spans below them, by peer and step;
 * - `destinations`: producer and consumer spans by destination, over all services;
 * - `resource`: values of resource attributes (at most 50 keys with 20 values);
 * - `logs`: counts of known fragments; `loadLevels`: hourly maxima of the last four weeks by number
 *   of instances, at most 200.
 */
export interface EvidenceSnapshot {
  readonly subject: { readonly kind: SubjectKind; readonly name: string };
  readonly namespace?: string;
  readonly window: EvidenceWindow;
  readonly instances: readonly InstanceEvidence[];
  readonly metrics: readonly MetricEvidence[];
  readonly shapes: readonly SpanShape[];
  readonly routes: readonly RouteEvidence[];
  readonly edges: readonly EdgeEvidence[];
  readonly gaps: readonly FastFailGap[];
  readonly destinations: readonly DestinationEvidence[];
  readonly resource: Readonly<Record<string, readonly string[]>>;
  readonly versions: readonly VersionEvidence[];
  readonly timeline: readonly TimelinePoint[];
  readonly balance?: BalanceEvidence;
  readonly logs: readonly LogEvidence[];
  readonly loadLevels: readonly LoadPoint[];
}

/** Largest sizes of the lists of a snapshot; whoever makes one must cut at these. */
export const snapshotBounds = {
  instances: 200,
  metrics: 300,
  seriesPerMetric: 100,
  pointsPerSeries: 60,
  attributeValues: 20,
  shapes: 200,
  routes: 20,
  sequencesPerRoute: 10,
  edges: 100,
  gaps: 50,
  destinations: 20,
  versions: 10,
  timeline: 60,
  logs: 40,
  loadLevels: 200,
} as const;

/** A snapshot that knows nothing yet about a subject. */
export function createEmptySnapshot(
  subject: EvidenceSnapshot["subject"],
  window: EvidenceWindow,
): EvidenceSnapshot {
  return {
    subject,
    window,
    instances: [],
    metrics: [],
    shapes: [],
    routes: [],
    edges: [],
    gaps: [],
    destinations: [],
    resource: {},
    versions: [],
    timeline: [],
    logs: [],
    loadLevels: [],
  };
}
