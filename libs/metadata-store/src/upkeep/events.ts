import type { Db } from "../database.ts";
import { toJson } from "../encoding.ts";

const MAX_EVENTS = 1_000;

/** Something that upkeep did or saw. */
export interface UpkeepEventRecord {
  readonly id: string;
  readonly atMs: number;
  readonly kind: string;
  readonly detail: unknown;
}

/** Notes an event; the newest 1,000 are kept. */
export async function recordUpkeepEvent(
  db: Db,
  event: { readonly nowMs: number; readonly kind: string; readonly detail: unknown },
): Promise<void> {
  const { id } = await db
    .insertInto("upkeep_event")
    .values({ at: event.nowMs, kind: event.kind, detail: toJson(event.detail) })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .deleteFrom("upkeep_event")
    .where("id", "<=", id - MAX_EVENTS)
    .execute();
}

/** Events, newest first: at most `limit`, only of `kinds` where given. */
export async function listUpkeepEvents(
  db: Db,
  request: { readonly limit: number; readonly kinds?: readonly string[] | undefined },
): Promise<UpkeepEventRecord[]> {
  const { kinds } = request;
  const rows = await db
    .selectFrom("upkeep_event")
    .selectAll()
    .$if(kinds !== undefined, (query) => query.where("kind", "in", kinds ?? []))
    .orderBy("id", "desc")
    .limit(request.limit)
    .execute();
  return rows.map(({ id, at, kind, detail }) => ({ id: String(id), atMs: at, kind, detail }));
}
