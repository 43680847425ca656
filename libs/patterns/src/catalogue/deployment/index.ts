import { blueGreenDeployment } from "./blue-green-deployment.ts";
import { canaryDeployment } from "./canary-deployment.ts";
import { rollingUpdate } from "./rolling-update.ts";
import type { PatternRecord } from "../types.ts";

/** The patterns of the family deployment, in the order of their numbers. */
export const deploymentPatterns: readonly PatternRecord[] = [
  blueGreenDeployment,
  canaryDeployment,
  rollingUpdate,
];
