import { formatCompact, formatDigits, NO_VALUE } from "./number";
import { pluralOf } from "./plural";

interface Scale {
  readonly from: number;
  readonly by: number;
  readonly unit: string;
}

const SECONDS: readonly Scale[] = [
  { from: 2 * 86_400, by: 86_400, unit: "d" },
  { from: 2 * 3_600, by: 3_600, unit: "h" },
  { from: 120, by: 60, unit: "min" },
  { from: 1, by: 1, unit: "s" },
  { from: 1e-3, by: 1e-3, unit: "ms" },
  { from: 1e-6, by: 1e-6, unit: "µs" },
  { from: 0, by: 1e-9, unit: "ns" },
];
const BYTES: readonly Scale[] = [
  { from: 1024 ** 4, by: 1024 ** 4, unit: "TiB" },
  { from: 1024 ** 3, by: 1024 ** 3, unit: "GiB" },
  { from: 1024 ** 2, by: 1024 ** 2, unit: "MiB" },
  { from: 1024, by: 1024, unit: "KiB" },
  { from: 0, by: 1, unit: "B" },
];

/** UCUM codes of durations, in seconds. */
const SECONDS_IN: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  min: 60,
  h: 3_600,
  d: 86_400,
};
/** UCUM codes of amounts of data, in bytes. */
const BYTES_IN: Readonly<Record<string, number>> = {
  By: 1,
  KiBy: 1024,
  MiBy: 1024 ** 2,
  GiBy: 1024 ** 3,
  kBy: 1e3,
  MBy: 1e6,
  GBy: 1e9,
};

/** How numbers of a unit are shown. `per` is what follows a slash: By/s has `/s`. */
interface Measure {
  readonly kind: "duration" | "bytes" | "percent" | "ratio" | "plain";
  readonly factor: number;
  readonly suffix: string;
  readonly per: string;
  /** The suffix names what is counted, as in `{request}`. */
  readonly counted: boolean;
}

/**
 * Reads a unit: UCUM as OpenTelemetry metrics carry it (`s`, `By`, `%`, `1`, `{request}/s`), or
 * `ratio` for a share from 0 to 1 that is shown in percent.
 */
export function readUnit(unit: string): Measure {
  const slash = unit.indexOf("/");
  const base = slash < 0 ? unit : unit.slice(0, slash);
  const per = slash < 0 ? "" : `/${withoutBraces(unit.slice(slash + 1))}`;
  const rest = { per, counted: base.startsWith("{") };
  const seconds = SECONDS_IN[base];
  if (seconds !== undefined) return { kind: "duration", factor: seconds, suffix: "", ...rest };
  const bytes = BYTES_IN[base];
  if (bytes !== undefined) return { kind: "bytes", factor: bytes, suffix: "", ...rest };
  if (base === "%") return { kind: "percent", factor: 1, suffix: "%", ...rest };
  if (base === "ratio") return { kind: "ratio", factor: 100, suffix: "%", ...rest };
  const suffix = base === "1" ? "" : withoutBraces(base);
  return { kind: "plain", factor: 1, suffix, ...rest };
}

function withoutBraces(text: string): string {
  return text.replace(/[{}]/g, "");
}

/** A value with its unit, at most three significant digits: `1.5 s`, `12 MiB/s`, `3.2 %`. */
export function formatValue(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_VALUE;
  const measure = readUnit(unit);
  const scaled = value * measure.factor;
  switch (measure.kind) {
    case "duration":
      return inScale(scaled, SECONDS, "s") + measure.per;
    case "bytes":
      return inScale(scaled, BYTES, "B") + measure.per;
    case "percent":
    case "ratio":
      return `${formatDigits(scaled)} %${measure.per}`;
    case "plain": {
      const { suffix, counted, per } = measure;
      const tail = (counted && scaled !== 1 ? pluralOf(suffix) : suffix) + per;
      const space = tail === "" || tail.startsWith("/") ? "" : " ";
      return `${formatCompact(scaled)}${space}${tail}`;
    }
  }
}

function inScale(value: number, scales: readonly Scale[], zeroUnit: string): string {
  if (value === 0) return `0 ${zeroUnit}`;
  const size = Math.abs(value);
  // 999.96 ms would read 1000 ms; let it move up to the next unit.
  const scale = scales.find(({ from }) => size >= from * 0.9995) ?? scales.at(-1);
  if (scale === undefined) return formatDigits(value);
  return `${formatDigits(value / scale.by)} ${scale.unit}`;
}

/** Milliseconds as a duration: `850 µs`, `12 ms`, `1.5 s`, `3 min`. */
export function formatDurationMs(valueMs: number | null | undefined): string {
  return formatValue(valueMs, "ms");
}

// Finer than this, a share of errors or of time is noise.
const SMALLEST_RATIO = 0.0001;

/** A share from 0 to 1 in percent; `<0.01 %` where it is next to nothing. */
export function formatRatio(ratio: number | null | undefined): string {
  if (typeof ratio === "number" && ratio > 0 && ratio < SMALLEST_RATIO) return "<0.01 %";
  return formatValue(ratio, "ratio");
}

// Less than about one request in 17 minutes: its digits tell nothing.
const SMALLEST_RATE = 0.001;

/** Requests per second; `<0.001 req/s` where it is next to nothing. */
export function formatRate(perSecond: number | null | undefined): string {
  if (typeof perSecond === "number" && perSecond > 0 && perSecond < SMALLEST_RATE) {
    return "<0.001 req/s";
  }
  return formatValue(perSecond, "req/s");
}

/** Bytes in binary units. */
export function formatBytes(bytes: number | null | undefined): string {
  return formatValue(bytes, "By");
}
