import {
  createEmptySnapshot,
  knownMetricNames,
  type EvidenceSnapshot,
  type EvidenceWindow,
} from "@headroom/patterns";
import type { MetricName, TelemetryQueries } from "@headroom/telemetry-store";
import { readLogEvidence } from "./evidence/log-evidence.ts";
import { readMetricEvidence } from "./evidence/metric-evidence.ts";
import { readSpanEvidence } from "./evidence/span-evidence.ts";

const stepsPerWindow = 60;

/** Evidence about a service, and the metrics of it that some signal knows. */
export interface BuiltSnapshot {
  readonly snapshot: EvidenceSnapshot;
  readonly metrics: readonly MetricName[];
}

/**
 * Reads the evidence about a service in a window; `loadLevels` are empty. What Headroom recorded
 * itself is no evidence. Throws TelemetryStoreError.
 */
export async function buildSnapshot(
  queries: TelemetryQueries,
  { service, window }: { readonly service: string; readonly window: EvidenceWindow },
): Promise<BuiltSnapshot> {
  const names = await queries.metricNames({ service, fromMs: window.startMs });
  const metrics = names.filter(({ metric }) => knownMetricNames.has(metric));
  const stepMs = (window.endMs - window.startMs) / stepsPerWindow;
  const snapshot: EvidenceSnapshot = {
    ...createEmptySnapshot({ kind: "service", name: service }, window),
    ...(await readSpanEvidence(queries, { service, window })),
    metrics: await readMetricEvidence(queries, { service, window, stepMs, metrics }),
    logs: await readLogEvidence(queries, { service, window }),
  };
  return { snapshot, metrics };
}
