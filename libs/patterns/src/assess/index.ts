export * from "./assess.ts";
export { leastHistory, scaleFromHistory } from "./baseline-scale.ts";
export type { CheckVerdict, MeasuredInput } from "./measurement.ts";
