export {
  compares,
  comparisons,
  explainBadRecovery,
  judgeThreshold,
  type Comparison,
  type Threshold,
  type Verdict,
} from "./threshold.ts";
