import { formatInstant } from "@/format/instant";
import { isLive, parseInstant, rangePresets, type RangeSpec } from "./range";

const UNIT_NAME: Readonly<Record<string, string>> = {
  s: "second",
  m: "minute",
  h: "hour",
  d: "day",
  w: "week",
};

/** A range in words: “Last 6 hours”, or its two ends in the given zone. */
export function labelRange(
  spec: RangeSpec,
  nowMs: number,
  zone: "local" | "utc" = "local",
): string {
  const preset = rangePresets.find((one) => one.spec.from === spec.from && one.spec.to === spec.to);
  if (preset !== undefined) return preset.label;
  const relative = /^now-(\d+)([smhdw])$/.exec(spec.from);
  if (isLive(spec) && relative !== null) {
    const amount = Number(relative[1]);
    const unit = UNIT_NAME[relative[2] ?? ""] ?? "";
    return amount === 1 ? `Last ${unit}` : `Last ${amount} ${unit}s`;
  }
  const fromMs = parseInstant(spec.from, nowMs);
  const toMs = parseInstant(spec.to, nowMs);
  if (fromMs === null || toMs === null) return "Last hour";
  return `${formatInstant(fromMs, zone)} – ${formatInstant(toMs, zone)}`;
}
