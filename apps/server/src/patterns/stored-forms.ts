import type { CapacityCurve, Headroom } from "@headroom/contracts";
import type { Assessment, LoadPoint, Recognition } from "@headroom/patterns";
import type { UseLine } from "./fit-use.ts";

/**
 * Number of the form that documents of assessments are stored in. A change of these types takes
 * the next number: documents of another form count as absent until the service is assessed again.
 */
export const storedForm = 1;

/** A recognised pattern of a service as the list shows it. */
export interface StoredPattern {
  readonly patternId: string;
  readonly subject: string;
  readonly variant: string | null;
  readonly confidence: number;
  readonly score: number | null;
  readonly measuredScore: number | null;
  readonly coverage: number;
  readonly worst: string | null;
}

/** Short document for the list of patterns. */
export interface StoredOverview {
  readonly patterns: readonly StoredPattern[];
  readonly notSeen: readonly string[];
}

/** Throughput against instances, for the page about scalability. */
export interface StoredScaling {
  readonly levels: readonly LoadPoint[];
  readonly instancesNow: number | null;
  readonly requestsNowPerS: number | null;
}

/** use = base + perRequest · load, with the load in requests per second. */
export interface LoadUse {
  readonly base: number;
  readonly perRequest: number;
}

/** Short document for the capacity page: every bounded resource. */
export interface StoredCapacity {
  readonly resources: readonly Headroom[];
  /**
   * Resources whose forecast is that of the load, by `nameResource`, with how they are used by it;
   * for all others it is that of their own use.
   */
  readonly byLoad: Readonly<Record<string, LoadUse>>;
  readonly scaling: StoredScaling;
}

/** A recognised pattern with everything found out about it. */
export interface StoredReport {
  readonly recognition: Recognition;
  readonly assessment: Assessment;
  readonly curves: readonly CapacityCurve[];
}

/** Long document for the page of one pattern. */
export interface StoredDetail {
  readonly window: { readonly startMs: number; readonly endMs: number };
  readonly reports: readonly StoredReport[];
}

/** Quantiles at one time: [Unix ms, p10, p50, p90]. */
export type StoredQuantiles = readonly [number, number, number, number];

/** Forecast of one series with its history. */
export interface StoredForecast {
  readonly status: "learning" | "ready";
  readonly history: readonly (readonly [number, number])[];
  readonly quantiles: readonly StoredQuantiles[];
  readonly method: string;
  readonly error: string | null;
  readonly reasons: readonly string[];
}

/** What is made once an hour for a service: forecasts, and what is read of the long past. */
export interface StoredForecasts {
  /** Entry spans per second. */
  readonly load: StoredForecast;
  /** Use of each resource by the name that `nameResource` gives it. */
  readonly resources: Readonly<Record<string, StoredForecast>>;
  /** How the use of each resource grew with the load, by the same names. */
  readonly lines: Readonly<Record<string, UseLine>>;
  readonly levels: readonly LoadPoint[];
  /** Hourly values of indicators without a scale, by `nameIndicator`. */
  readonly indicators: Readonly<Record<string, readonly number[]>>;
}

/** Key of an indicator of a pattern on a subject. */
export function nameIndicator(patternId: string, subject: string, indicator: string): string {
  return `${patternId}:${indicator}:${subject}`;
}
