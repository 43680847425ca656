/** Returns a number as a reader would say it: three significant digits, thousands parted. */
export function sayNumber(value: number): string {
  if (!Number.isFinite(value)) return "unknown";
  const rounded = Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  if (size !== 0 && (size >= 1e12 || size < 1e-4)) return rounded.toExponential();
  const [whole = "0", part] = String(rounded).split(".");
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined ? parted : `${parted}.${part}`;
}

/** Returns a share (0.123) as a percentage (“12 %”), with a digit more below 10. */
export function sayPercent(share: number): string {
  if (!Number.isFinite(share)) return "unknown";
  const percent = share * 100;
  const digits = Math.abs(percent) >= 10 || percent === 0 ? 0 : 1;
  return `${sayNumber(Number(percent.toFixed(digits)))} %`;
}

/** Returns a ratio (1.2) as a change (“20 % more”, “3 times as much”, “about the same”). */
export function sayRatio(ratio: number): string {
  if (!Number.isFinite(ratio)) return "an unknown change";
  if (ratio >= 2) return `${sayNumber(ratio)} times as much`;
  if (Math.abs(ratio - 1) < 0.005) return "about the same";
  return ratio > 1 ? `${sayPercent(ratio - 1)} more` : `${sayPercent(1 - ratio)} less`;
}

const units = [
  { name: "d", ms: 86_400_000 },
  { name: "h", ms: 3_600_000 },
  { name: "min", ms: 60_000 },
  { name: "s", ms: 1000 },
];

/** Returns a duration in its largest unit of which there are at least two, or one exactly (“40 s”). */
export function sayDuration(durationMs: number): string {
  const size = Math.abs(durationMs);
  const unit = units.find(({ ms }) => size >= 2 * ms || size === ms);
  return unit === undefined
    ? `${sayNumber(size)} ms`
    : `${sayNumber(Math.round((10 * size) / unit.ms) / 10)} ${unit.name}`;
}

/** Returns a time as “2026-03-01 14:05 UTC”. */
export function sayTime(timeMs: number): string {
  if (!(Math.abs(timeMs) <= 8.64e15)) return "an unknown time";
  return `${new Date(timeMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** Returns a chance as “1 in 200”, never rarer than 1 in a million. */
export function sayChance(pValue: number): string {
  if (pValue > 0.5) return "more than 1 in 2";
  if (pValue < 1e-6) return "less than 1 in 1,000,000";
  return `1 in ${sayNumber(Math.max(2, Math.floor(1 / pValue)))}`;
}
