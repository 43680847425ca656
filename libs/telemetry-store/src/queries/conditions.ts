import { TelemetryStoreError } from "../errors.ts";
import type { QueryParameters } from "../driver/query-runner.ts";

type BoundType = "String" | "UInt8" | "UInt32" | "UInt64" | "Int64" | "Float64" | "Array(String)";

/** Collects WHERE conditions whose values are bound, never written into the SQL. */
export interface Conditions {
  /** Binds a value and returns its placeholder. */
  bind(type: BoundType, value: string | number | readonly string[]): string;
  add(condition: string): void;
  /** The conditions joined by AND; `1` when there are none. */
  sql(): string;
  parameters(): QueryParameters;
}

/** An empty list of conditions. */
export function createConditions(): Conditions {
  const parameters: QueryParameters = {};
  const conditions: string[] = [];
  let count = 0;
  return {
    bind(type, value) {
      const name = `p${count}`;
      count += 1;
      parameters[name] = value;
      return `{${name}:${type}}`;
    },
    add: (condition) => void conditions.push(condition),
    sql: () => (conditions.length === 0 ? "1" : conditions.join("\n  AND ")),
    parameters: () => parameters,
  };
}

/** A `bad_query` error with a sentence for the user. */
export function badQuery(message: string): TelemetryStoreError {
  return new TelemetryStoreError("bad_query", message);
}

/** Whole number between 1 and `max`; `fallback` when absent. */
export function clampLimit(limit: number | undefined, fallback: number, max: number): number {
  if (limit === undefined || !Number.isFinite(limit)) return fallback;
  return Math.max(1, Math.min(max, Math.floor(limit)));
}
