import { setTimeout as delay } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { describeCause, TelemetryStoreError } from "../errors.ts";
import { fetchRows } from "../driver/query-runner.ts";
import { countField } from "../queries/row-fields.ts";

/** How far a BACKUP or RESTORE is. */
export interface OperationProgress {
  /** Bytes of all files that belong to it; 0 until they are known. */
  readonly totalBytes: number;
}

const POLL_MS = 200;

const startedRow = z.object({ id: z.string() });
const statusRow = z.object({
  status: z.string(),
  error: z.string(),
  total_size: countField,
  query_id: z.string(),
});

/**
 * Runs a BACKUP or RESTORE statement in the background of the engine, so that no connection is
 * busy meanwhile, and waits for its end. Throws `backup_failed` or `restore_failed`.
 */
export async function runOperation(
  client: ClickHouseClient,
  operation: {
    readonly kind: "backup" | "restore";
    readonly sql: string;
    readonly onProgress?: ((progress: OperationProgress) => void) | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<void> {
  const { kind, sql, onProgress, signal } = operation;
  try {
    signal?.throwIfAborted();
    const id = await start(client, sql);
    let isCancelled = false;
    for (;;) {
      const found = await readStatus(client, id);
      if (signal?.aborted === true && !isCancelled) {
        isCancelled = true;
        await cancel(client, found.query_id);
      }
      onProgress?.({ totalBytes: found.total_size });
      if (found.status === "BACKUP_CREATED" || found.status === "RESTORED") return;
      if (/FAILED|CANCELLED/.test(found.status)) throw new Error(found.error || found.status);
      await delay(POLL_MS);
    }
  } catch (cause) {
    throw operationError(kind, cause);
  }
}

async function start(client: ClickHouseClient, sql: string): Promise<string> {
  const result = await client.query({ query: `${sql} ASYNC`, format: "JSONEachRow" });
  const [row] = await result.json<unknown>();
  return startedRow.parse(row).id;
}

// The end is awaited by the status: a cancelled operation removes what it wrote first.
async function cancel(client: ClickHouseClient, queryId: string): Promise<void> {
  await client.command({
    query: "KILL QUERY WHERE query_id = {queryId:String} ASYNC",
    query_params: { queryId },
  });
}

async function readStatus(
  client: ClickHouseClient,
  id: string,
): Promise<z.output<typeof statusRow>> {
  const [row] = await fetchRows(client, {
    name: "backup.status",
    sql: "SELECT status, error, total_size, query_id FROM system.backups WHERE id = {id:String} LIMIT 1",
    parameters: { id },
    row: statusRow,
  });
  if (row === undefined) throw new Error("ClickHouse was restarted meanwhile.");
  return row;
}

function operationError(kind: "backup" | "restore", cause: unknown): TelemetryStoreError {
  // The engine adds its stack, and the statement with the secrets masked.
  const detail = (describeCause(cause).split(/,? Stack trace/)[0] ?? "").slice(0, 500);
  const advice =
    kind === "backup"
      ? "Check that there is room at the target, that the ClickHouse user may run BACKUP and that a ClickHouse server allows the path (backups.allowed_path)."
      : "Check that the backup is complete and can be read from where ClickHouse runs.";
  return new TelemetryStoreError(
    kind === "backup" ? "backup_failed" : "restore_failed",
    `The ${kind} of telemetry failed: ${detail} ${advice}`,
    cause,
  );
}
