import { snapshotBounds } from "@headroom/patterns";
import type { LoadPoint } from "@headroom/patterns";
import type { InstanceCount, LoadRate, MetricName } from "@headroom/telemetry-store";

const hourMs = 3_600_000;

/** Metrics that every instance of a service sends all the time. */
const runtimeMetric = /^(nodejs|v8js|jvm|process|go|dotnet|cpython|python|container)[._]/;

/** The metric by which the instances of a service are counted; undefined without metrics. */
export function chooseInstanceMetric(metrics: readonly MetricName[]): MetricName | undefined {
  return metrics.find(({ metric }) => runtimeMetric.test(metric)) ?? metrics[0];
}

/**
 * Highest throughput of each hour with the number of instances that reached it, at most 200: the
 * points that show how throughput grows with instances. Steps in which the number changed are left
 * out, since their load was not spread over all of them. Each number of instances keeps its
 * highest loads.
 */
export function findLoadLevels(
  rates: readonly LoadRate[],
  counts: readonly InstanceCount[],
  stepMs: number,
): readonly LoadPoint[] {
  const instancesAt = new Map(counts.map(({ atMs, instances }) => [atMs, instances]));
  const isSteady = (atMs: number): boolean =>
    [atMs - stepMs, atMs + stepMs].every((near) => instancesAt.get(near) === instancesAt.get(atMs));
  const highest = new Map<number, LoadPoint>();
  for (const { atMs, perS } of rates) {
    const load = instancesAt.get(atMs);
    if (load === undefined || load === 0 || !isSteady(atMs)) continue;
    const hour = Math.floor(atMs / hourMs);
    if ((highest.get(hour)?.throughput ?? 0) < perS) highest.set(hour, { load, throughput: perS });
  }
  const levels = Map.groupBy(highest.values(), ({ load }) => load);
  const share = Math.floor(snapshotBounds.loadLevels / Math.max(1, levels.size));
  return [...levels.values()]
    .flatMap((own) =>
      own
        .toSorted((left, right) => right.throughput - left.throughput)
        .slice(0, Math.max(1, share)),
    )
    .slice(0, snapshotBounds.loadLevels);
}
