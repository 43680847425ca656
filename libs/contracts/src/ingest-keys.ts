import { z } from "zod";
import { isoTime } from "./primitives.ts";

const perSecond = z.number().int().min(1).max(1_000_000_000_000).nullable();

/** What a key may send each second, on average over ten seconds; null: as much as it likes. */
export const ingestQuota = z.strictObject({
  requestsPerSecond: perSecond,
  /** Spans, data points and log records. */
  rowsPerSecond: perSecond,
  /** Of request bodies, uncompressed. */
  bytesPerSecond: perSecond,
});
/** Name and quota of a key; without a quota nothing is limited. */
export const ingestKeyInput = z.strictObject({
  name: z.string().trim().min(1).max(200),
  quota: ingestQuota.optional(),
});
export const ingestKey = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  quota: ingestQuota,
  createdAt: isoTime,
  lastUsedAt: isoTime.nullable(),
  revokedAt: isoTime.nullable(),
});
export const ingestKeys = z.object({ items: z.array(ingestKey) });
/** The key itself is shown this once. */
export const createdIngestKey = ingestKey.extend({ key: z.string() });
