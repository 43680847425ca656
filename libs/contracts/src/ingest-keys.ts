import { z } from "zod";
import { isoTime } from "./primitives.ts";

export const ingestKeyInput = z.strictObject({ name: z.string().trim().min(1).max(200) });
export const ingestKey = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  createdAt: isoTime,
  lastUsedAt: isoTime.nullable(),
  revokedAt: isoTime.nullable(),
});
export const ingestKeys = z.object({ items: z.array(ingestKey) });
/** The key itself is shown this once. */
export const createdIngestKey = ingestKey.extend({ key: z.string() });
