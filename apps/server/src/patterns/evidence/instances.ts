import type { EvidenceSnapshot, EvidenceWindow, InstanceEvidence } from "@headroom/patterns";
import { snapshotBounds } from "@headroom/patterns";
import {
  ATTR_CLOUD_AVAILABILITY_ZONE,
  ATTR_DEPLOYMENT_ENVIRONMENT,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_HOST_NAME,
  ATTR_K8S_NODE_NAME,
} from "@opentelemetry/semantic-conventions/incubating";
import type { Activity } from "@headroom/telemetry-store";
import { pickAttribute } from "./call-kinds.ts";
import { findLife, findLiveSteps } from "./live-instances.ts";
import type { StepGrid } from "./live-instances.ts";
import { spanKinds } from "./sampled-requests.ts";
import { dropAbsent, sumOf } from "./span-figures.ts";

const roleKeys = ["service.role", "k8s.pod.label.role", "k8s.pod.labels.role", "role"];
const roles = /^(primary|replica|secondary|standby|leader|follower|master|slave|reader|writer)$/i;
const maxRoutes = 20;
const maxResourceKeys = 50;

/**
 * The activity that counts as requests: server and consumer spans, or, for a service without any,
 * the work that it begins by itself.
 */
export function selectRequests(activities: readonly Activity[]): readonly Activity[] {
  const requests = activities.filter(({ kind }) => kind !== spanKinds.internal);
  return requests.length > 0 ? requests : activities;
}

function findRole(resource: Activity["resource"]): string | undefined {
  const role = pickAttribute(resource, ...roleKeys);
  return role !== undefined && roles.test(role) ? role.toLowerCase() : undefined;
}

function describeInstance(
  id: string,
  activities: readonly Activity[],
  window: EvidenceWindow,
): InstanceEvidence {
  const calls = sumOf(activities, (one) => one.calls);
  const totalMs = sumOf(activities, (one) => one.totalMs);
  const latest = activities.reduce((one, other) =>
    other.lastSeenMs > one.lastSeenMs ? other : one,
  );
  const seconds = (window.endMs - window.startMs) / 1000;
  const { resource } = latest;
  const busiest = activities.reduce((one, other) => (other.calls > one.calls ? other : one));
  return dropAbsent({
    id,
    version: latest.version === "" ? undefined : latest.version,
    host: pickAttribute(resource, ATTR_HOST_NAME),
    zone: pickAttribute(resource, ATTR_CLOUD_AVAILABILITY_ZONE),
    node: pickAttribute(resource, ATTR_K8S_NODE_NAME),
    environment: pickAttribute(
      resource,
      ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
      ATTR_DEPLOYMENT_ENVIRONMENT,
    ),
    role: findRole(resource),
    ...findLife(activities, window),
    requestsPerS: calls / seconds,
    p95S: busiest.p95Ms / 1000,
    meanS: calls > 0 ? totalMs / calls / 1000 : 0,
    // Little's law: the time spent on requests per time is their mean number in flight.
    inFlight: totalMs / 1000 / seconds,
    routes: [...new Set(activities.flatMap((one) => one.operations))].slice(0, maxRoutes),
  });
}

/** Instances of a service that took requests, the busiest first; those without an id are left out. */
export function listInstances(
  activities: readonly Activity[],
  window: EvidenceWindow,
): readonly InstanceEvidence[] {
  const known = selectRequests(activities).filter(({ instance }) => instance !== "");
  return [...Map.groupBy(known, ({ instance }) => instance)]
    .map(([id, own]) => describeInstance(id, own, window))
    .toSorted((left, right) => right.requestsPerS - left.requestsPerS)
    .slice(0, snapshotBounds.instances);
}

/** Values of the resource attributes of all instances; at most 50 keys with 20 values each. */
export function collectResource(activities: readonly Activity[]): EvidenceSnapshot["resource"] {
  const values = new Map<string, Set<string>>();
  for (const { resource } of activities) {
    for (const [key, value] of Object.entries(resource)) {
      const own = values.get(key) ?? new Set();
      if (own.size < snapshotBounds.attributeValues) own.add(value);
      if (values.size < maxResourceKeys || values.has(key)) values.set(key, own);
    }
  }
  return Object.fromEntries([...values].map(([key, own]) => [key, [...own].toSorted()]));
}

/**
 * Requests per second and live instances step by step. Steps in which nothing was heard of the
 * service are left out: it may have been silent, or nobody listened.
 */
export function buildTimeline(
  activities: readonly Activity[],
  grid: StepGrid,
): EvidenceSnapshot["timeline"] {
  const requests = selectRequests(activities);
  const live = [...Map.groupBy(requests, ({ instance }) => instance)]
    .filter(([id]) => id !== "")
    .map(([, own]) => findLiveSteps(own, grid));
  const calls = new Map<number, number>();
  for (const { timeMs, calls: count } of requests.flatMap(({ steps }) => steps)) {
    calls.set(timeMs, (calls.get(timeMs) ?? 0) + count);
  }
  return Array.from({ length: grid.count }, (_, step) => {
    const atMs = grid.fromMs + step * grid.stepMs;
    return {
      atMs,
      requestsPerS: ((calls.get(atMs) ?? 0) * 1000) / grid.stepMs,
      instances: live.filter((steps) => steps[step]).length,
    };
  }).filter(({ requestsPerS, instances }) => requestsPerS > 0 || instances > 0);
}
