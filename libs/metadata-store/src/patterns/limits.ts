import type { Db } from "../database.ts";
import { toText } from "../encoding.ts";

/** A limit of a resource that a person set. */
export interface ResourceLimit {
  readonly resource: string;
  readonly subject: string;
  readonly value: number;
}

const MAX_LIMITS = 500;

/** The limits that were set for a service, at most 500. */
export async function listResourceLimits(
  db: Db,
  request: { readonly service: string },
): Promise<ResourceLimit[]> {
  return db
    .selectFrom("resource_limit")
    .select(["resource", "subject", "value"])
    .where("service", "=", toText(request.service))
    .orderBy("resource")
    .orderBy("subject")
    .limit(MAX_LIMITS)
    .execute();
}

/** Sets the limit of a resource; null takes it back. */
export async function setResourceLimit(
  db: Db,
  request: {
    readonly service: string;
    readonly resource: string;
    readonly subject: string;
    readonly value: number | null;
    readonly nowMs: number;
  },
): Promise<void> {
  const { resource, value, nowMs } = request;
  const service = toText(request.service);
  const subject = toText(request.subject);
  if (value === null) {
    await db
      .deleteFrom("resource_limit")
      .where("service", "=", service)
      .where("resource", "=", resource)
      .where("subject", "=", subject)
      .execute();
    return;
  }
  await db
    .insertInto("resource_limit")
    .values({ service, resource, subject, value, updated_at: nowMs })
    .onConflict((oc) =>
      oc.columns(["service", "resource", "subject"]).doUpdateSet({ value, updated_at: nowMs }),
    )
    .execute();
}
