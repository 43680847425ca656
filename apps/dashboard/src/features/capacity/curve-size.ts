import type { CapacityCurve } from "@headroom/contracts";
import { readUnit } from "@/format/unit";

// Waiting for less than a microsecond is no waiting.
const LEAST_SECONDS = 1e-6;

/** False for a curve of times that stay below a microsecond: its shape would look like a danger. */
export function isWorthDrawing({
  line,
  measured,
  valueUnit,
}: Pick<CapacityCurve, "line" | "measured" | "valueUnit">): boolean {
  const { kind, factor } = readUnit(valueUnit);
  if (kind !== "duration") return true;
  return [...line, ...measured].some(([, value]) => value * factor >= LEAST_SECONDS);
}
