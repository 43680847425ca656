import type { EvidenceWindow, VersionEvidence, VersionShare } from "@headroom/patterns";
import { snapshotBounds } from "@headroom/patterns";
import type { Activity, ServiceActivity } from "@headroom/telemetry-store";
import { selectRequests } from "./instances.ts";
import { findLife, findLiveSteps } from "./live-instances.ts";
import type { StepGrid } from "./live-instances.ts";
import { sumOf } from "./span-figures.ts";

const minuteMs = 60_000;

/** Requests and the spans that say so, by start of the step. */
function addUpSteps(activities: readonly Activity[]) {
  const steps = new Map<number, { readonly calls: number; readonly spans: number }>();
  for (const { timeMs, calls, spans } of activities.flatMap((one) => one.steps)) {
    const before = steps.get(timeMs) ?? { calls: 0, spans: 0 };
    steps.set(timeMs, { calls: before.calls + calls, spans: before.spans + spans });
  }
  return steps;
}

/**
 * Share of a version in the requests of all versions, at steps that had any. `requests` are the
 * spans seen, so that sampled ones leave the room for chance that they have.
 */
export function listShares(
  version: string,
  versions: readonly Activity[],
): readonly VersionShare[] {
  const requests = selectRequests(versions);
  const own = addUpSteps(requests.filter((one) => one.version === version));
  return [...addUpSteps(requests)]
    .filter(([, { calls }]) => calls > 0)
    .toSorted(([left], [right]) => left - right)
    .map(([atMs, all]) => ({
      atMs,
      share: (own.get(atMs)?.calls ?? 0) / all.calls,
      requests: all.spans,
    }));
}

/** Most instances of a version that lived in one step. */
function countInstances(instances: readonly Activity[], grid: StepGrid): number {
  const live = [...Map.groupBy(instances, ({ instance }) => instance)]
    .filter(([id]) => id !== "")
    .map(([, own]) => findLiveSteps(own, grid));
  const perStep = Array.from(
    { length: grid.count },
    (_, step) => live.filter((steps) => steps[step]).length,
  );
  return Math.max(0, ...perStep);
}

/** Versions of a service that took requests, the newest first; those without a name are left out. */
export function listVersions(
  { instances, versions }: ServiceActivity,
  window: EvidenceWindow,
  grid: StepGrid,
): readonly VersionEvidence[] {
  const requests = selectRequests(versions);
  const running = selectRequests(instances);
  return [...Map.groupBy(requests, ({ version }) => version)]
    .filter(([version]) => version !== "")
    .map(([version, own]): VersionEvidence => {
      const busiest = own.reduce((one, other) => (other.calls > one.calls ? other : one));
      return {
        version,
        ...findLife(own, window),
        instances: countInstances(
          running.filter((one) => one.version === version),
          grid,
        ),
        requests: Math.round(sumOf(own, ({ calls }) => calls)),
        errors: Math.round(sumOf(own, ({ errors }) => errors)),
        p95S: busiest.p95Ms / 1000,
        shares: listShares(version, versions),
      };
    })
    .toSorted((left, right) => right.firstSeenMs - left.firstSeenMs)
    .slice(0, snapshotBounds.versions);
}

/**
 * The part of a window in which its last change of versions happened, where the steps are too
 * coarse to see it: from ten minutes before the youngest version until the version before it was
 * gone, an hour at least. Undefined where nothing changed or the steps are fine enough.
 */
export function findLastChange(
  versions: readonly VersionEvidence[],
  window: EvidenceWindow,
  { stepMs }: StepGrid,
): EvidenceWindow | undefined {
  const [young] = versions;
  if (stepMs <= minuteMs || young === undefined || versions.length < 2) return undefined;
  if (young.firstSeenMs - window.startMs <= stepMs) return undefined;
  const gone = versions
    .slice(1)
    .map(({ lastSeenMs }) => lastSeenMs)
    .filter((lastSeenMs) => lastSeenMs > young.firstSeenMs && lastSeenMs < window.endMs - stepMs);
  const startMs = Math.max(window.startMs, young.firstSeenMs - 10 * minuteMs);
  const endMs = Math.min(
    window.endMs,
    Math.max(young.firstSeenMs + 50 * minuteMs, ...gone.map((goneMs) => goneMs + 5 * minuteMs)),
  );
  return { startMs, endMs };
}
