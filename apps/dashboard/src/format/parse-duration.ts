const MS_IN: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};

/**
 * Milliseconds of what people type: `250`, `250ms`, `1.5 s`, `2min`. A bare number is milliseconds;
 * null where it cannot be read.
 */
export function parseDurationMs(text: string): number | null {
  const match = /^(\d+(?:[.,]\d+)?)\s*([a-zµ]*)$/i.exec(text.trim());
  if (match === null) return null;
  const factor = MS_IN[(match[2] ?? "").toLowerCase() || "ms"];
  const value = Number((match[1] ?? "").replace(",", "."));
  return factor === undefined || !Number.isFinite(value) ? null : value * factor;
}
