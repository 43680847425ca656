/** Shown where there is no number. */
export const NO_VALUE = "–";

/** Three significant digits, no exponent, no trailing zeros: 0.0123, 1.23, 12.3, 123, 1230. */
export function formatDigits(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 100) return String(Math.round(value));
  if (size < 1e-6) return value.toExponential(1);
  const digits = Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(size))));
  return String(Number(value.toFixed(digits)));
}

const SCALES = [
  { from: 999.5e9, by: 1e12, suffix: "T" },
  { from: 999.5e6, by: 1e9, suffix: "G" },
  { from: 999.5e3, by: 1e6, suffix: "M" },
  { from: 9_999.5, by: 1e3, suffix: "k" },
];

/** A short number: 1234, 12.3k, 4.5M, 6G. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  for (const { from, by, suffix } of SCALES) {
    if (size >= from) return `${formatDigits(value / by)}${suffix}`;
  }
  return formatDigits(value);
}

/** A whole number with thin spaces between thousands: 1 234 567. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}
