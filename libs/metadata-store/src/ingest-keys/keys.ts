import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Db } from "../database.ts";
import { createId, hashText } from "../encoding.ts";
import { notFound } from "../errors.ts";
import type { IngestKeyRow } from "../schema.ts";

const PREFIX_LENGTH = 11;
const KEY_BYTES = 32;
const MAX_KEYS = 1_000;
/** How exact "last used" is; a write for every request would cost more than it tells. */
const LAST_USED_STEP_MS = 60_000;

/** What a key may send each second, on average over some seconds; null is without limit. */
export interface IngestQuotaRecord {
  readonly requestsPerSecond: number | null;
  /** Spans, data points and log records. */
  readonly rowsPerSecond: number | null;
  /** Of request bodies, uncompressed. */
  readonly bytesPerSecond: number | null;
}

/** A key that may send telemetry. The key itself is not stored, only its SHA-256. */
export interface IngestKeyRecord {
  readonly id: string;
  readonly name: string;
  /** The first characters, to recognise it by. */
  readonly prefix: string;
  readonly quota: IngestQuotaRecord;
  readonly createdMs: number;
  /** Exact to a minute. */
  readonly lastUsedMs: number | null;
  readonly revokedMs: number | null;
}

function toKeyRecord(row: IngestKeyRow): IngestKeyRecord {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    quota: {
      requestsPerSecond: row.requests_per_second,
      rowsPerSecond: row.rows_per_second,
      bytesPerSecond: row.bytes_per_second,
    },
    createdMs: row.created_at,
    lastUsedMs: row.last_used_at,
    revokedMs: row.revoked_at,
  };
}

function quotaColumns(quota: IngestQuotaRecord | undefined) {
  return {
    requests_per_second: quota?.requestsPerSecond ?? null,
    rows_per_second: quota?.rowsPerSecond ?? null,
    bytes_per_second: quota?.bytesPerSecond ?? null,
  };
}

interface IngestKeyChange {
  readonly name: string;
  /** Absent: without limits. */
  readonly quota?: IngestQuotaRecord | undefined;
}

/** Makes a key. `key` is shown this once and can not be read again. */
export async function createIngestKey(
  db: Db,
  input: IngestKeyChange & { readonly nowMs: number },
): Promise<IngestKeyRecord & { readonly key: string }> {
  const key = `hr_${randomBytes(KEY_BYTES).toString("base64url")}`;
  const row = await db
    .insertInto("ingest_key")
    .values({
      id: createId(),
      name: input.name,
      hash: hashText(key),
      prefix: key.slice(0, PREFIX_LENGTH),
      created_at: input.nowMs,
      ...quotaColumns(input.quota),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { ...toKeyRecord(row), key };
}

/** The key's record, or null when it is unknown or revoked. Hashes are compared in constant time. */
export async function verifyIngestKey(
  db: Db,
  input: { readonly key: string; readonly nowMs: number },
): Promise<IngestKeyRecord | null> {
  const wanted = Buffer.from(hashText(input.key), "hex");
  const candidates = await db
    .selectFrom("ingest_key")
    .selectAll()
    .where("prefix", "=", input.key.slice(0, PREFIX_LENGTH))
    .where("revoked_at", "is", null)
    .limit(MAX_KEYS)
    .execute();
  const row = candidates.find((each) => timingSafeEqual(Buffer.from(each.hash, "hex"), wanted));
  if (row === undefined) return null;
  if (row.last_used_at === null || row.last_used_at <= input.nowMs - LAST_USED_STEP_MS) {
    await db
      .updateTable("ingest_key")
      .set({ last_used_at: input.nowMs })
      .where("id", "=", row.id)
      .execute();
  }
  return toKeyRecord(row);
}

/**
 * Changes the name and the quota of a key; the key itself stays.
 * @throws MetadataStoreError not_found, also for a key that was revoked
 */
export async function updateIngestKey(
  db: Db,
  input: IngestKeyChange & { readonly id: string },
): Promise<IngestKeyRecord> {
  const row = await db
    .updateTable("ingest_key")
    .set({ name: input.name, ...quotaColumns(input.quota) })
    .where("id", "=", input.id)
    .where("revoked_at", "is", null)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw notFound("ingest key", input.id);
  return toKeyRecord(row);
}

/** Lists keys, oldest first, revoked ones included. */
export async function listIngestKeys(db: Db): Promise<IngestKeyRecord[]> {
  const rows = await db
    .selectFrom("ingest_key")
    .selectAll()
    .orderBy("id")
    .limit(MAX_KEYS)
    .execute();
  return rows.map(toKeyRecord);
}

/**
 * Ends a key for good. Revoking twice changes nothing.
 * @throws MetadataStoreError not_found
 */
export async function revokeIngestKey(
  db: Db,
  input: { readonly id: string; readonly nowMs: number },
): Promise<void> {
  const row = await db
    .updateTable("ingest_key")
    .set((eb) => ({ revoked_at: eb.fn.coalesce("revoked_at", eb.val(input.nowMs)) }))
    .where("id", "=", input.id)
    .returning("id")
    .executeTakeFirst();
  if (row === undefined) throw notFound("ingest key", input.id);
}
