import { autoScalingGroups } from "./auto-scaling-groups.ts";
import { horizontalPodAutoscaler } from "./horizontal-pod-autoscaler.ts";
import { horizontalScaling } from "./horizontal-scaling.ts";
import { predictiveScaling } from "./predictive-scaling.ts";
import { serviceDecomposition } from "./service-decomposition.ts";
import { sessionState } from "./session-state.ts";
import { verticalScaling } from "./vertical-scaling.ts";
import type { PatternRecord } from "../types.ts";

/** The patterns of the family scaling, in the order of their numbers. */
export const scalingPatterns: readonly PatternRecord[] = [
  horizontalScaling,
  verticalScaling,
  autoScalingGroups,
  horizontalPodAutoscaler,
  predictiveScaling,
  sessionState,
  serviceDecomposition,
];
