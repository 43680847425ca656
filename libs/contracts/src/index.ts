export * from "./analysis.ts";
export * from "./alerts.ts";
export * from "./backups.ts";
export * from "./capacity.ts";
export * from "./cardinality.ts";
export * from "./channels.ts";
export * from "./escalation-policies.ts";
export * from "./explained.ts";
export * from "./filters.ts";
export * from "./incidents.ts";
export * from "./ingest-keys.ts";
export * from "./ingestion.ts";
export * from "./logs.ts";
export * from "./metrics.ts";
export * from "./patterns.ts";
export * from "./primitives.ts";
export * from "./retention.ts";
export type { Route } from "./route.ts";
export * from "./routes.ts";
export * from "./rules.ts";
export * from "./services.ts";
export * from "./status.ts";
export * from "./traces.ts";

/** The shortest recovery window of an anomaly rule, for forms that say it. */
export { leastRecoveryWindowMs } from "@headroom/detection";
