import { sql } from "kysely";
import type { Db } from "../database.ts";
import { toJson } from "../encoding.ts";

/** What a process says about itself at one time. */
export interface ProcessReport {
  readonly instanceId: string;
  readonly service: string;
  readonly version: string;
  readonly roles: readonly string[];
  readonly startedMs: number;
  readonly reportedMs: number;
  /** When it last took rows of a sender; null: never. */
  readonly lastRowsMs: number | null;
  /** The rest, as the process wrote it. */
  readonly document: unknown;
}

/** One value of a gauge that rules about Headroom read. */
export interface VitalValue {
  readonly instanceId: string;
  readonly service: string;
  readonly atMs: number;
  readonly value: number;
}

/** Reports of processes that fell silent longer ago are removed. */
const REPORT_AGE_MS = 86_400_000;
/** How long vital values are kept; windows of rules that reach back further are read elsewhere. */
export const VITAL_AGE_MS = 3 * 3_600_000;
const MAX_REPORTS = 200;
const MAX_VALUES = 20_000;

/**
 * Writes the report of a process in place of its last one, and its vital values beside it. A
 * crash of the database may lose the newest: the next one comes in seconds.
 */
export async function recordReport(
  db: Db,
  report: ProcessReport & {
    readonly vitals: readonly { readonly metric: string; readonly value: number }[];
  },
): Promise<void> {
  const values = {
    service: report.service,
    version: report.version,
    roles: toJson(report.roles),
    started_at: report.startedMs,
    reported_at: report.reportedMs,
    last_rows_at: report.lastRowsMs,
    document: toJson(report.document),
  };
  await db.transaction().execute(async (tx) => {
    await sql`set local synchronous_commit = off`.execute(tx);
    await tx
      .insertInto("process_report")
      .values({ instance_id: report.instanceId, ...values })
      .onConflict((oc) => oc.column("instance_id").doUpdateSet(values))
      .execute();
    if (report.vitals.length === 0) return;
    await tx
      .insertInto("vital")
      .values(
        report.vitals.map(({ metric, value }) => ({
          metric,
          at: report.reportedMs,
          instance_id: report.instanceId,
          service: report.service,
          value,
        })),
      )
      .onConflict((oc) => oc.columns(["metric", "at", "instance_id"]).doNothing())
      .execute();
  });
}

/** The last report of every process of the last day, newest first; at most 200. */
export async function listReports(db: Db): Promise<ProcessReport[]> {
  const rows = await db
    .selectFrom("process_report")
    .selectAll()
    .orderBy("reported_at", "desc")
    .limit(MAX_REPORTS)
    .execute();
  return rows.map((row) => ({
    instanceId: row.instance_id,
    service: row.service,
    version: row.version,
    roles: row.roles,
    startedMs: row.started_at,
    reportedMs: row.reported_at,
    lastRowsMs: row.last_rows_at,
    document: row.document,
  }));
}

/** When any process last took rows of a sender, ms; null: not within the last day. */
export async function lastRows(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom("process_report")
    .select(({ fn }) => fn.max("last_rows_at").as("last"))
    .executeTakeFirst();
  return row?.last ?? null;
}

/** The values of a vital metric in (fromMs, toMs], oldest first; the newest 20,000. */
export async function readVitals(
  db: Db,
  window: { readonly metric: string; readonly fromMs: number; readonly toMs: number },
): Promise<VitalValue[]> {
  const rows = await db
    .selectFrom("vital")
    .select(["instance_id", "service", "at", "value"])
    .where("metric", "=", window.metric)
    .where("at", ">", window.fromMs)
    .where("at", "<=", window.toMs)
    .orderBy("at", "desc")
    .limit(MAX_VALUES)
    .execute();
  return rows
    .map((row) => ({
      instanceId: row.instance_id,
      service: row.service,
      atMs: row.at,
      value: row.value,
    }))
    .reverse();
}

/** Removes old vital values and the reports of processes that are gone for a day. */
export async function pruneReports(db: Db, request: { readonly nowMs: number }): Promise<void> {
  await db
    .deleteFrom("vital")
    .where("at", "<", request.nowMs - VITAL_AGE_MS)
    .execute();
  await db
    .deleteFrom("process_report")
    .where("reported_at", "<", request.nowMs - REPORT_AGE_MS)
    .execute();
}
