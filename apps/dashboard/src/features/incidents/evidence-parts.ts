import type { Evidence } from "@headroom/contracts";
import type { Explanation } from "@/components/explain/explanation";
import { formatInstant, type Zone } from "@/format/instant";
import { formatDigits } from "@/format/number";
import { formatRatio, formatValue } from "@/format/unit";

/** What was expected of a value, on a scale from 0 to 1 that holds the value, too. */
export interface ExpectedParts {
  readonly lower: number;
  readonly expected: number;
  readonly upper: number;
  /** Null where nothing was measured. */
  readonly value: number | null;
  /** `expected 350 ms (between 280 ms and 420 ms)`. */
  readonly words: string;
}

/** The expected band of an anomaly's evidence; null where there is none. */
export function expectedParts(evidence: Evidence, unit: string): ExpectedParts | null {
  const { expected: band, value } = evidence;
  if (band === null) return null;
  const ends = [band.lower, band.upper, band.expected, ...(value === null ? [] : [value])];
  const min = Math.min(...ends);
  const span = Math.max(...ends) - min;
  // A little room, so that marks at the ends can be seen.
  const place = (at: number) => (span > 0 ? 0.04 + ((at - min) / span) * 0.92 : 0.5);
  const range = `between ${formatValue(band.lower, unit)} and ${formatValue(band.upper, unit)}`;
  return {
    lower: place(band.lower),
    expected: place(band.expected),
    upper: place(band.upper),
    value: value === null ? null : place(value),
    words: `Expected ${formatValue(band.expected, unit)} (${range})`,
  };
}

/** When a forecast reaches its limit. */
export interface ForecastParts {
  readonly limit: string;
  readonly chance: string;
  readonly dates: readonly { readonly name: string; readonly at: string }[];
}

const BEYOND = "beyond the horizon";

/** Dates and chance of a forecast's evidence; null where there is none. */
export function forecastParts(
  evidence: Evidence,
  unit: string,
  zone: Zone = "local",
): ForecastParts | null {
  const { forecast } = evidence;
  if (forecast === null) return null;
  const date = (name: string, iso: string | null) => ({
    name,
    at: iso === null ? BEYOND : formatInstant(Math.floor(Date.parse(iso) / 60_000) * 60_000, zone),
  });
  return {
    limit: formatValue(forecast.limit, unit),
    chance: formatRatio(forecast.probability),
    dates: [
      date("1 in 10 by", forecast.p10At),
      date("Even odds by", forecast.p50At),
      date("9 in 10 by", forecast.p90At),
    ],
  };
}

/** What stands behind an anomaly's or a forecast's verdict; null for plain limits. */
export function explainEvidence(evidence: Evidence, unit: string): Explanation | null {
  const { expected, forecast } = evidence;
  const sentence = evidence.sentence ?? "";
  const window = {
    windowFromMs: Date.parse(evidence.windowFrom),
    windowToMs: Date.parse(evidence.windowTo),
    samples: evidence.samples,
  };
  if (expected !== null) {
    return {
      sentence,
      formula:
        "Score = distance from the expected value in units of the series' own tail; from 2 on it is unusual at a sensitivity of 0.5",
      inputs: {
        value: evidence.value === null ? "none" : formatValue(evidence.value, unit),
        expected: formatValue(expected.expected, unit),
        lower: formatValue(expected.lower, unit),
        upper: formatValue(expected.upper, unit),
        score: formatDigits(expected.score),
        ...window,
      },
    };
  }
  if (forecast === null) return null;
  return {
    sentence,
    formula: `${forecast.method} Chance: the largest, over the steps of the horizon, of being beyond the limit`,
    inputs: {
      value: evidence.value === null ? "none" : formatValue(evidence.value, unit),
      limit: formatValue(forecast.limit, unit),
      chance: formatRatio(forecast.probability),
      ...(forecast.error === null ? {} : { "past error": forecast.error }),
      ...window,
    },
    sources: forecast.reasons,
  };
}
