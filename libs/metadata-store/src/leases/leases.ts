import type { Db } from "../database.ts";

/** Work by name that one process does at a time. */
export interface LeaseRequest {
  readonly name: string;
  /** The process, differently named from every other. */
  readonly owner: string;
}

/** Takes a lease that is free or has run out, for `leaseMs`; false while another process has it. */
export async function takeLease(
  db: Db,
  request: LeaseRequest & { readonly nowMs: number; readonly leaseMs: number },
): Promise<boolean> {
  const { name, owner, nowMs, leaseMs } = request;
  const expires_at = nowMs + leaseMs;
  const row = await db
    .insertInto("lease")
    .values({ name, owner, expires_at })
    .onConflict((oc) =>
      oc.column("name").doUpdateSet({ owner, expires_at }).where("lease.expires_at", "<=", nowMs),
    )
    .returning("name")
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives a lease back; one that another process took meanwhile stays. */
export async function endLease(db: Db, request: LeaseRequest): Promise<void> {
  await db
    .deleteFrom("lease")
    .where("name", "=", request.name)
    .where("owner", "=", request.owner)
    .execute();
}
