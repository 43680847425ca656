import type { CapacityCurve } from "@headroom/contracts";
import type { EvidenceSnapshot, Headroom, PeakLoad, Recognition } from "@headroom/patterns";

/** What curves are drawn from. */
export interface CurveRequest {
  readonly snapshot: EvidenceSnapshot;
  readonly recognition: Recognition;
  readonly sized: readonly Headroom[];
  readonly peak: PeakLoad | undefined;
}

/** Curves of how use and throughput grow with load, for the resources of a pattern. */
export function drawCurves(_request: CurveRequest): CapacityCurve[] {
  return [];
}
