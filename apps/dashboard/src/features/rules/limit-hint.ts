import { formatValue, readUnit } from "@/format/unit";

/** Name of the unit a limit is typed in: `%` for ratios, else the unit as the API writes it. */
export function limitUnit(unit: string): string {
  if (unit === "ratio") return "%";
  const { kind, suffix, per } = readUnit(unit);
  if (kind === "plain") return `${suffix}${per}`;
  return unit;
}

/**
 * A typed limit in the unit people read, where that differs from what was typed: `= 512 MiB` for
 * 536870912 By. Null where it says nothing new.
 */
export function limitHint(value: number, unit: string): string | null {
  if (!Number.isFinite(value)) return null;
  const { kind } = readUnit(unit);
  if (kind !== "bytes" && kind !== "duration") return null;
  const text = formatValue(value, unit);
  return text === `${value} ${unit}` ? null : `= ${text}`;
}
