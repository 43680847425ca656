export * from "./aggregate.ts";
export type * from "./metric-evidence.ts";
export type { Reading } from "./read-signals.ts";
export { hasSignal, pickLabel, readSignal } from "./read-signals.ts";
export type { LabelCondition, Signal, SignalName } from "./signal.ts";
export { knownMetricNames } from "./known-names.ts";
export * from "./snapshot.ts";
export type * from "./span-evidence.ts";
export type * from "./topology-evidence.ts";
