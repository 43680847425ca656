export {
  compares,
  comparisons,
  explainBadRecovery,
  judgeThreshold,
  type Comparison,
  type Threshold,
  type Verdict,
} from "./threshold.ts";
export {
  createBaseline,
  type BaselineOptions,
  type BaselineState,
} from "./anomaly/baseline-state.ts";
export { bandOf, type Band } from "./anomaly/band.ts";
export { moveToFinerStep } from "./anomaly/finer-step.ts";
export {
  explainBadWindows,
  isAnomalous,
  judgeAnomaly,
  leastRecoveryWindowMs,
  type AnomalyRule,
  type RecentJudgement,
} from "./anomaly/judge-anomaly.ts";
export {
  scoreLimitOf,
  type Direction,
  type Judgement,
  type Point,
  type Residual,
} from "./anomaly/judgement.ts";
export { learningPoints } from "./anomaly/parameters.ts";
export type { Season } from "./anomaly/season.ts";
export { trainBaseline, updateBaseline, updateBaselineAll } from "./anomaly/update.ts";
export { decodeBaseline, encodeBaseline } from "./anomaly/stored-form.ts";
export { describeRank, describeSeason } from "./anomaly/words.ts";
export { findLevelShifts, type LevelShiftOptions } from "./change-point/level-shifts.ts";
export type { ForecastError } from "./forecast/accuracy.ts";
export { chooseForecastStep, type ForecastReading } from "./forecast/choose-step.ts";
export { crossing, type Crossing } from "./forecast/crossing.ts";
export {
  forecast,
  type Forecast,
  type ForecastOptions,
  type ForecastStep,
} from "./forecast/forecast.ts";
