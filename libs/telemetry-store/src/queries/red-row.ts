import { z } from "zod";
import { countField } from "./row-fields.ts";

/** The columns of `redAggregates`. */
export const redFields = {
  total_calls: countField,
  total_errors: countField,
  total_duration_ns: countField,
  longest_ns: countField,
  quantiles_ns: z.array(z.number().nullable()),
};

/**
 * Calls, errors and durations of some calls; durations are null when there were none. Sampled
 * spans count for the calls they stand for.
 */
export interface RedFigures {
  readonly calls: number;
  readonly errors: number;
  /** Errors per call, 0..1; null without calls. */
  readonly errorRatio: number | null;
  readonly avgMs: number | null;
  readonly maxMs: number | null;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

interface RedRow {
  readonly total_calls: number;
  readonly total_errors: number;
  readonly total_duration_ns: number;
  readonly longest_ns: number;
  readonly quantiles_ns: readonly (number | null)[];
}

/** Turns a row of `redAggregates` into figures in ms. */
export function toRedFigures(row: RedRow): RedFigures {
  const calls = row.total_calls;
  const toMs = (ns: number | null | undefined): number | null =>
    calls === 0 || ns === null || ns === undefined ? null : ns / 1e6;
  const [p50, p95, p99] = row.quantiles_ns;
  return {
    calls: Math.round(calls),
    errors: Math.round(row.total_errors),
    errorRatio: calls === 0 ? null : row.total_errors / calls,
    avgMs: calls === 0 ? null : row.total_duration_ns / calls / 1e6,
    maxMs: toMs(row.longest_ns),
    p50Ms: toMs(p50),
    p95Ms: toMs(p95),
    p99Ms: toMs(p99),
  };
}
