import type { Db } from "../database.ts";
import { notFound } from "../errors.ts";

/** How the assessment of a service stands. Documents of another form than asked for are null. */
export interface AssessmentStatus {
  readonly service: string;
  readonly assessedMs: number | null;
  readonly failures: number;
  readonly lastError: string | null;
}

/** A short document of one service. */
export interface AssessmentPart extends AssessmentStatus {
  readonly document: unknown;
}

/** Everything that the last assessment of a service found. */
export interface AssessmentDetail extends AssessmentStatus {
  readonly overview: unknown;
  readonly capacity: unknown;
  readonly detail: unknown;
  readonly forecastMs: number | null;
  readonly forecast: unknown;
}

const MAX_SERVICES = 1_000;

interface StatusRow {
  readonly service: string;
  readonly form: number | null;
  readonly assessed_at: number | null;
  readonly failures: number;
  readonly last_error: string | null;
}

function toStatus(row: StatusRow, form: number): AssessmentStatus {
  return {
    service: row.service,
    assessedMs: row.form === form ? row.assessed_at : null,
    failures: row.failures,
    lastError: row.last_error,
  };
}

/** One kind of document of every service, or of one, by name. */
export async function listAssessments(
  db: Db,
  request: {
    readonly part: "overview" | "capacity";
    readonly form: number;
    readonly service?: string | undefined;
  },
): Promise<AssessmentPart[]> {
  const { part, form, service } = request;
  const query = db
    .selectFrom("assessment")
    .select(["service", "form", "assessed_at", "failures", "last_error", `${part} as document`])
    .orderBy("service")
    .limit(MAX_SERVICES);
  const rows = await (
    service === undefined ? query : query.where("service", "=", service)
  ).execute();
  return rows.map((row) => ({
    ...toStatus(row, form),
    document: row.form === form ? row.document : null,
  }));
}

/**
 * All documents of one service.
 * @throws MetadataStoreError not_found for a service that was never enrolled
 */
export async function getAssessment(
  db: Db,
  request: { readonly service: string; readonly form: number },
): Promise<AssessmentDetail> {
  const row = await db
    .selectFrom("assessment")
    .selectAll()
    .where("service", "=", request.service)
    .executeTakeFirst();
  if (row === undefined) throw notFound("service", request.service);
  const isCurrent = row.form === request.form;
  return {
    ...toStatus(row, request.form),
    overview: isCurrent ? row.overview : null,
    capacity: isCurrent ? row.capacity : null,
    detail: isCurrent ? row.detail : null,
    forecastMs: isCurrent ? row.forecast_at : null,
    forecast: isCurrent ? row.forecast : null,
  };
}
