export { knownMetricNames, sizedMetricNames } from "./known-names.ts";
export type * from "./metric-evidence.ts";
export * from "./snapshot.ts";
export type * from "./span-evidence.ts";
export type * from "./topology-evidence.ts";
