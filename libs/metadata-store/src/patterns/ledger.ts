import { sql, type QueryCreator } from "kysely";
import type { DueRequest } from "../claims.ts";
import type { Db } from "../database.ts";
import { toJson, toText } from "../encoding.ts";
import { notFound } from "../errors.ts";
import type { Database } from "../schema.ts";

const HOUR_MS = 3_600_000;
/** A service that was silent for so long is not assessed any more. */
const SILENT_MS = HOUR_MS;
/** What is known about a service is dropped when it was silent for so long. */
const FORGET_MS = 24 * HOUR_MS;

/** A service that this process may assess until its lease ends. */
export interface ClaimedAssessment {
  readonly service: string;
  /** Goes into the result; a later claim makes it stale. */
  readonly fencingToken: number;
  /** Failures in a row before this try. */
  readonly failures: number;
  readonly form: number | null;
  readonly forecastMs: number | null;
  /** As it was recorded last, in the form `form`. */
  readonly forecast: unknown;
}

/**
 * Notes which services live, so that each is assessed; a new one is due at once. At most
 * `limit` services are kept, older ones first. Forgets services that were silent for a day.
 * Returns how many had no place.
 */
export async function enrolServices(
  db: Db,
  request: { readonly services: readonly string[]; readonly nowMs: number; readonly limit: number },
): Promise<number> {
  const { nowMs, limit } = request;
  await db
    .deleteFrom("assessment")
    .where("live_at", "<", nowMs - FORGET_MS)
    .execute();
  const services = [...new Set(request.services.map(toText))];
  if (services.length === 0) return 0;
  const known = new Set(
    (await db.selectFrom("assessment").select("service").execute()).map((row) => row.service),
  );
  const fresh = services.filter((service) => !known.has(service));
  const taken = fresh.slice(0, Math.max(0, limit - known.size));
  await db
    .updateTable("assessment")
    .set({ live_at: nowMs })
    .where("service", "in", services)
    .execute();
  if (taken.length > 0) {
    await db
      .insertInto("assessment")
      .values(taken.map((service) => ({ service, live_at: nowMs, next_due_at: nowMs })))
      .onConflict((oc) => oc.column("service").doNothing())
      .execute();
  }
  return fresh.length - taken.length;
}

function selectDue(db: QueryCreator<Database>, nowMs: number) {
  return db
    .selectFrom("assessment")
    .select("service")
    .where("next_due_at", "<=", nowMs)
    .where("live_at", ">", nowMs - SILENT_MS)
    .where((eb) =>
      eb.or([eb("lease_expires_at", "is", null), eb("lease_expires_at", "<=", nowMs)]),
    );
}

/** Services that are due and that nobody assesses now, longest due first. */
export async function listDueAssessments(db: Db, request: DueRequest): Promise<string[]> {
  const rows = await selectDue(db, request.nowMs)
    .orderBy("next_due_at")
    .limit(request.limit)
    .execute();
  return rows.map((row) => row.service);
}

/** Takes a due service; null when it is not due or another process has it. */
export async function claimAssessment(
  db: Db,
  request: {
    readonly service: string;
    readonly nowMs: number;
    readonly leaseMs: number;
    /** When it is due again if all goes well. */
    readonly nextDueMs: number;
  },
): Promise<ClaimedAssessment | null> {
  const row = await db
    .with("due", (qb) =>
      selectDue(qb, request.nowMs).where("service", "=", request.service).forUpdate().skipLocked(),
    )
    .updateTable("assessment")
    .from("due")
    .set({
      lease_expires_at: request.nowMs + request.leaseMs,
      next_due_at: request.nextDueMs,
      fencing_token: sql<number>`assessment.fencing_token + 1`,
    })
    .whereRef("assessment.service", "=", "due.service")
    .returning([
      "assessment.service",
      "assessment.fencing_token",
      "assessment.failures",
      "assessment.form",
      "assessment.forecast_at",
      "assessment.forecast",
    ])
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    service: row.service,
    fencingToken: row.fencing_token,
    failures: row.failures,
    form: row.form,
    forecastMs: row.forecast_at,
    forecast: row.forecast,
  };
}

/** What an assessment found; documents are JSON in the caller's form number `form`. */
export interface AssessmentResult {
  readonly service: string;
  readonly fencingToken: number;
  readonly form: number;
  readonly assessedMs: number;
  readonly overview: unknown;
  readonly capacity: unknown;
  readonly detail: unknown;
  /** Absent: the one of before stays. */
  readonly forecast?: { readonly madeMs: number; readonly document: unknown } | undefined;
}

/** Writes a result and gives the claim back. Returns false when the claim was lost already. */
export async function recordAssessment(db: Db, result: AssessmentResult): Promise<boolean> {
  const { forecast } = result;
  const update = await db
    .updateTable("assessment")
    .set({
      lease_expires_at: null,
      failures: 0,
      last_error: null,
      form: result.form,
      assessed_at: result.assessedMs,
      overview: toJson(result.overview),
      capacity: toJson(result.capacity),
      detail: toJson(result.detail),
      ...(forecast === undefined
        ? {}
        : { forecast_at: forecast.madeMs, forecast: toJson(forecast.document) }),
    })
    .where("service", "=", result.service)
    .where("fencing_token", "=", result.fencingToken)
    .executeTakeFirst();
  return update.numUpdatedRows > 0n;
}

/** Notes that a service could not be assessed and keeps it away until `retryAtMs`. */
export async function recordAssessmentFailure(
  db: Db,
  failure: {
    readonly service: string;
    readonly fencingToken: number;
    readonly error: string;
    readonly retryAtMs: number;
  },
): Promise<boolean> {
  const update = await db
    .updateTable("assessment")
    .set({
      lease_expires_at: null,
      next_due_at: failure.retryAtMs,
      failures: sql<number>`failures + 1`,
      last_error: toText(failure.error),
    })
    .where("service", "=", failure.service)
    .where("fencing_token", "=", failure.fencingToken)
    .executeTakeFirst();
  return update.numUpdatedRows > 0n;
}

/**
 * Makes a service due now; while it is being assessed, it is done again afterwards.
 * @throws MetadataStoreError not_found for a service that was never enrolled
 */
export async function demandAssessment(
  db: Db,
  request: { readonly service: string; readonly nowMs: number },
): Promise<void> {
  const update = await db
    .updateTable("assessment")
    .set({
      next_due_at: sql<number>`least(next_due_at, ${request.nowMs})`,
      live_at: request.nowMs,
    })
    .where("service", "=", toText(request.service))
    .executeTakeFirst();
  if (update.numUpdatedRows === 0n) throw notFound("service", request.service);
}
