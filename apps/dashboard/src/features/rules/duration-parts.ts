/** Units a length of time can be written in, in ms. */
export const durationUnits = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
export type DurationUnit = keyof typeof durationUnits;

/** A length of time as a person writes it. */
export interface DurationParts {
  readonly text: string;
  readonly unit: DurationUnit;
}

/** Units to choose from where nothing else is said, smallest first. */
export const shortUnits: readonly DurationUnit[] = ["s", "min", "h"];
/** Units of lengths that are hours or days. */
export const longUnits: readonly DurationUnit[] = ["min", "h", "d"];

/**
 * A length in the largest of the units (smallest first) that writes it as a whole number; empty
 * text for NaN.
 */
export function partsOfDuration(
  ms: number,
  units: readonly DurationUnit[] = shortUnits,
): DurationParts {
  const smallest = units[0] ?? "s";
  if (!Number.isFinite(ms)) return { text: "", unit: smallest };
  if (ms === 0) return { text: "0", unit: smallest };
  const unit = units.findLast((one) => ms % durationUnits[one] === 0) ?? smallest;
  return { text: String(ms / durationUnits[unit]), unit };
}

/** The length in whole ms; NaN where the text is no number. */
export function durationOfParts({ text, unit }: DurationParts): number {
  const trimmed = text.trim();
  return trimmed === "" ? Number.NaN : Math.round(Number(trimmed) * durationUnits[unit]);
}
