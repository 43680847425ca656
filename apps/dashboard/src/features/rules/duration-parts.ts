/** Units a length of time can be written in, in ms. */
export const durationUnits = { s: 1_000, min: 60_000, h: 3_600_000 } as const;
export type DurationUnit = keyof typeof durationUnits;

/** A length of time as a person writes it. */
export interface DurationParts {
  readonly text: string;
  readonly unit: DurationUnit;
}

/** A length in the largest unit that writes it as a whole number; empty text for NaN. */
export function partsOfDuration(ms: number): DurationParts {
  if (!Number.isFinite(ms)) return { text: "", unit: "s" };
  if (ms === 0) return { text: "0", unit: "s" };
  const units = ["h", "min", "s"] as const;
  const unit = units.find((one) => ms % durationUnits[one] === 0) ?? "s";
  return { text: String(ms / durationUnits[unit]), unit };
}

/** The length in whole ms; NaN where the text is no number. */
export function durationOfParts({ text, unit }: DurationParts): number {
  const trimmed = text.trim();
  return trimmed === "" ? Number.NaN : Math.round(Number(trimmed) * durationUnits[unit]);
}
