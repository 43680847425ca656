import { contentDeliveryNetwork } from "./content-delivery-network.ts";
import { edgeComputing } from "./edge-computing.ts";
import type { PatternRecord } from "../types.ts";

/** The patterns of the family edge, in the order of their numbers. */
export const edgePatterns: readonly PatternRecord[] = [contentDeliveryNetwork, edgeComputing];
