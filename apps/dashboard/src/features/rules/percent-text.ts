/** A share from 0 to 1 as percent to type; empty for NaN. */
export function percentText(share: number): string {
  return Number.isFinite(share) ? String(Number((share * 100).toPrecision(12))) : "";
}

/** The share of a typed percentage; NaN where it is no number. */
export function shareOfText(text: string): number {
  const trimmed = text.trim();
  return trimmed === "" ? Number.NaN : Number((Number(trimmed) / 100).toPrecision(12));
}
