import { balancerType } from "./balancer-type.ts";
import { balancingAlgorithm } from "./balancing-algorithm.ts";
import { healthChecking } from "./health-checking.ts";
import { loadBalancing } from "./load-balancing.ts";
import { tlsTermination } from "./tls-termination.ts";
import type { PatternRecord } from "../types.ts";

/** The patterns of the family load-balancing, in the order of their numbers. */
export const loadBalancingPatterns: readonly PatternRecord[] = [
  loadBalancing,
  balancerType,
  balancingAlgorithm,
  healthChecking,
  tlsTermination,
];
