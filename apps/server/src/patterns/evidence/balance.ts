import type { BalanceEvidence } from "@headroom/patterns";
import type { Activity, ClientSpread } from "@headroom/telemetry-store";
import { findStep } from "./live-instances.ts";
import type { StepGrid } from "./live-instances.ts";
import { spanKinds } from "./sampled-requests.ts";
import { dropAbsent, sumOf } from "./span-figures.ts";

/** Requests per instance that a bin should hold. */
const leastPerInstance = 10;
const leastBins = 10;
/** Sampling splits requests at random, whatever the balancer did. */
const mostSampled = 1.01;

/** Server spans by instance and step; only these are sent to an instance by somebody else. */
function countByInstance(
  activities: readonly Activity[],
  grid: StepGrid,
): readonly (readonly number[])[] {
  const served = activities.filter(
    ({ kind, instance }) => kind === spanKinds.server && instance !== "",
  );
  return [...Map.groupBy(served, ({ instance }) => instance).values()].map((own) => {
    const counts = Array.from({ length: grid.count }, () => 0);
    for (const { timeMs, spans } of own.flatMap(({ steps }) => steps)) {
      const step = findStep(grid, timeMs);
      if (step >= 0 && step < counts.length) counts[step] = (counts[step] ?? 0) + spans;
    }
    return counts;
  });
}

function mergeSteps(counts: readonly number[], size: number): readonly number[] {
  return Array.from({ length: Math.floor(counts.length / size) }, (_, bin) =>
    sumOf(counts.slice(bin * size, (bin + 1) * size), (count) => count),
  );
}

/**
 * Variance of the counts of instances within bins, divided by that of a random split by the shares
 * that the instances have over all: 1 is chance, near 0 is taking turns. Undefined with fewer than
 * ten bins of ten requests per instance.
 */
export function measureDispersion(byInstance: readonly (readonly number[])[]): number | undefined {
  const totals = byInstance.map((counts) => sumOf(counts, (count) => count));
  const total = sumOf(totals, (count) => count);
  const steps = byInstance[0]?.length ?? 0;
  const busy = Array.from({ length: steps }, (_, step) => step).filter(
    (step) => sumOf(byInstance, (counts) => counts[step] ?? 0) > 0,
  ).length;
  if (byInstance.length < 2 || busy === 0) return undefined;
  const size = Math.max(1, Math.ceil((leastPerInstance * byInstance.length * busy) / total));
  const binned = byInstance.map((counts) => mergeSteps(counts, size));
  const sums = (binned[0] ?? []).map((_, bin) => sumOf(binned, (counts) => counts[bin] ?? 0));
  const full = sums.flatMap((sum, bin) => (sum > 0 ? [bin] : []));
  if (full.length < leastBins) return undefined;
  const ratios = binned.flatMap((counts, index) => {
    const share = (totals[index] ?? 0) / total;
    return share <= 0 || share >= 1
      ? []
      : full.map((bin) => {
          const sum = sums[bin] ?? 0;
          return ((counts[bin] ?? 0) - sum * share) ** 2 / (sum * share * (1 - share));
        });
  });
  return ratios.length === 0 ? undefined : sumOf(ratios, (ratio) => ratio) / ratios.length;
}

/**
 * How requests spread over the instances of a service; undefined with fewer than two instances
 * that serve, and where spans are sampled: what they stand for is no count to test, and sampling
 * scatters what was even.
 */
export function measureBalance(
  activities: readonly Activity[],
  grid: StepGrid,
  spread: ClientSpread | undefined,
): BalanceEvidence | undefined {
  const byInstance = countByInstance(activities, grid);
  if (byInstance.length < 2) return undefined;
  const served = activities.filter(({ kind }) => kind === spanKinds.server);
  const spans = sumOf(served, (one) => one.spans);
  if (sumOf(served, ({ calls }) => calls) > mostSampled * spans) return undefined;
  const hasClients = spread !== undefined && spread.affinity !== null && spread.clients > 0;
  return dropAbsent({
    requests: spans,
    dispersion: measureDispersion(byInstance),
    clientAffinity: hasClients ? (spread.affinity ?? undefined) : undefined,
    clients: hasClients ? spread.clients : undefined,
  });
}
