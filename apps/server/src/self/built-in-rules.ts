import type { Severity, ThresholdRule } from "@headroom/alerting";
import { builtInLabel } from "@headroom/contracts";
import type { BuiltInRule } from "@headroom/metadata-store";
import { selfMetrics, type VitalMetric } from "./metric-names.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

interface Watch {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly metric: VitalMetric;
  readonly aggregation: "min" | "max";
  readonly threshold: number;
  readonly recovery: number;
  readonly forMs: number;
  readonly severity: Severity;
}

const watches: readonly Watch[] = [
  {
    key: "ingestion-stopped",
    name: "Ingestion stopped",
    description:
      "Nobody has sent telemetry for ten minutes, after somebody had. Check that services, collectors and the network between them run, and whether requests are refused (Ingestion page). Resolves when telemetry comes again.",
    metric: selfMetrics.silence.name,
    aggregation: "min",
    threshold: 600,
    recovery: 60,
    forMs: 0,
    severity: "critical",
  },
  {
    key: "freshness",
    name: "Telemetry is late",
    description:
      "Acknowledged telemetry has waited in the spool for more than a minute. Rules and charts do not see it yet; nothing is lost while the spool has room. Check that ClickHouse answers and has free disk and memory; the Ingestion page shows the last problem.",
    metric: selfMetrics.freshness.name,
    aggregation: "max",
    threshold: 60,
    recovery: 30,
    forMs: 2 * MINUTE_MS,
    severity: "warning",
  },
  {
    key: "spool",
    name: "Spool is filling up",
    description:
      "The spool has used more than 80 % of its limit; when it is full, telemetry is refused. Let ClickHouse take the data again, or raise HEADROOM_SPOOL_MAX_BYTES.",
    metric: selfMetrics.spoolUtilization.name,
    aggregation: "max",
    threshold: 0.8,
    recovery: 0.7,
    forMs: 0,
    severity: "critical",
  },
  {
    key: "disk",
    name: "Disk is filling up",
    description:
      "More than 85 % of a disk that holds telemetry or the spool is used. Free some of it, make it larger, or keep telemetry for a shorter time; the Ingestion page shows which tables and services take it.",
    metric: selfMetrics.diskUtilization.name,
    aggregation: "max",
    threshold: 0.85,
    recovery: 0.83,
    forMs: 2 * MINUTE_MS,
    severity: "critical",
  },
];

function toRule(watch: Watch, escalationPolicyId: string | null): ThresholdRule {
  const { metric, aggregation, threshold, recovery } = watch;
  return {
    kind: "threshold",
    name: watch.name,
    description: watch.description,
    enabled: true,
    signal: { type: "metric", metric, aggregation, filters: [], groupBy: [] },
    condition: { comparison: "gt", threshold, recovery },
    windowMs: 30 * SECOND_MS,
    intervalMs: 30 * SECOND_MS,
    evalDelayMs: 5 * SECOND_MS,
    forMs: watch.forMs,
    keepFiringForMs: 0,
    // No value: no process says so, or nothing is expected. Either is told by other means.
    noData: "ok",
    severity: watch.severity,
    labels: { [builtInLabel]: watch.key },
    annotations: {},
    channelIds: [],
    escalationPolicyId,
  };
}

/**
 * The rules that come with the product. They tell whom `escalationPolicyId` names; with null they
 * show as incidents only.
 */
export function listBuiltInRules(escalationPolicyId: string | null): BuiltInRule[] {
  return watches.map((watch) => ({
    key: watch.key,
    definition: toRule(watch, escalationPolicyId),
  }));
}
