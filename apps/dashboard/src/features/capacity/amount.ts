import { formatValue, readUnit } from "@/format/unit";

// Of counted things less than this is next to nothing, and its digits are noise.
const SMALLEST = 0.01;

/** An amount of a bounded resource: a bare `1` is a share of all and reads in percent. */
export function formatAmount(value: number | null, unit: string): string {
  const shown = unit === "1" ? "ratio" : unit;
  if (value !== null && value > 0 && value < SMALLEST && readUnit(shown).kind === "plain") {
    return formatValue(SMALLEST, unit).replace("0.01", "<0.01");
  }
  return formatValue(value, shown);
}

/** What is used now and at the peak, the unit named once: `5 → 9.2 connections`. */
export function formatUse(now: number | null, peak: number | null, unit: string): string {
  if (peak === null) return formatAmount(now, unit);
  const [left, right] = [formatAmount(now, unit), formatAmount(peak, unit)];
  if (left === right) return left;
  const isPlain = unit.startsWith("{") && !unit.includes("/");
  return `${isPlain ? (left.split(" ")[0] ?? left) : left} → ${right}`;
}
