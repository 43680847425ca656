import type { ClickHouseClient } from "@clickhouse/client";
import type { z } from "zod";
import { TelemetryStoreError } from "../errors.ts";
import { toStoreError } from "./error-mapping.ts";
import { createQuerySlots } from "./query-slots.ts";

/** Values bound to `{name:Type}` placeholders; 64-bit integers go as decimal strings. */
export type QueryParameters = Record<string, string | number | readonly string[]>;

/** A named statement with its bound values and the shape of its rows. */
export interface NamedQuery<Row extends z.ZodType> {
  /** Shows up as the log comment of the query. */
  readonly name: string;
  readonly sql: string;
  readonly parameters: QueryParameters;
  readonly row: Row;
}

/** What a finished query cost; for the caller's own telemetry. */
export interface QueryReport {
  readonly name: string;
  readonly durationMs: number;
  readonly rows: number;
  readonly errorCode?: string;
}

/** Runs named queries under the concurrency cap. */
export interface QueryRunner {
  /** Rows of the query, parsed by its schema. Throws TelemetryStoreError. */
  run<Row extends z.ZodType>(query: NamedQuery<Row>): Promise<z.output<Row>[]>;
  /** Refuses new queries and waits for the running ones. */
  close(): Promise<void>;
}

/** How a runner is bounded and whom it tells about each query. */
export interface QueryRunnerOptions {
  readonly concurrency: number;
  readonly maxWaiting: number;
  readonly timeLimitMs: number;
  readonly onQuery?: ((report: QueryReport) => void) | undefined;
}

/** Rows of `query` straight from `client`, parsed by its schema. Driver errors are not mapped. */
export async function fetchRows<Row extends z.ZodType>(
  client: ClickHouseClient,
  query: NamedQuery<Row>,
  abortSignal?: AbortSignal,
): Promise<z.output<Row>[]> {
  const result = await client.query({
    query: `${query.sql}\nSETTINGS log_comment = '${query.name}'`,
    query_params: query.parameters,
    format: "JSONEachRow",
    ...(abortSignal ? { abort_signal: abortSignal } : {}),
  });
  const rows = await result.json<unknown>();
  return rows.map((row) => query.row.parse(row));
}

/** Creates the runner over a client whose settings profile carries the query limits. */
export function createQueryRunner(
  client: ClickHouseClient,
  options: QueryRunnerOptions,
): QueryRunner {
  const slots = createQuerySlots(options.concurrency, options.maxWaiting);
  let closed = false;

  async function fetchWithin<Row extends z.ZodType>(
    query: NamedQuery<Row>,
  ): Promise<z.output<Row>[]> {
    // The engine stops itself at the limit; this is for an engine that does not answer.
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), options.timeLimitMs * 2 + 5_000);
    const started = performance.now();
    const report = (rows: number, errorCode?: string): void =>
      options.onQuery?.({
        name: query.name,
        durationMs: performance.now() - started,
        rows,
        ...(errorCode === undefined ? {} : { errorCode }),
      });
    try {
      const rows = await fetchRows(client, query, controller.signal);
      report(rows.length);
      return rows;
    } catch (cause) {
      const error = controller.signal.aborted
        ? new TelemetryStoreError("query_timeout", `${query.name} did not answer in time.`, cause)
        : toStoreError(cause, query.name);
      report(0, error.code);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    run(query) {
      if (closed) {
        const message = "The telemetry store is closed. Start Headroom again to query it.";
        return Promise.reject(new TelemetryStoreError("store_unavailable", message));
      }
      return slots.run(() => fetchWithin(query));
    },
    async close() {
      closed = true;
      await slots.idle();
    },
  };
}
