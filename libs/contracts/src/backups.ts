import { z } from "zod";
import { isoTime } from "./primitives.ts";

const target = z.string().trim().min(1).max(2_000);

/** Where a backup goes. */
export const backupInput = z.strictObject({
  to: target.describe(
    "An absolute path of a directory that is empty or does not exist yet, or s3://bucket/prefix.",
  ),
  base: target
    .nullish()
    .describe("An earlier backup; telemetry that it holds is not written again."),
});

/** A backup that was asked for since the server started. */
export const backup = z.object({
  id: z.string(),
  to: z.string(),
  state: z.enum(["running", "done", "failed"]),
  step: z.string().describe("What is being done, in words."),
  startedAt: isoTime,
  finishedAt: isoTime.nullable(),
  recoveryPoint: isoTime
    .nullable()
    .describe("Telemetry acknowledged before this time is in the backup."),
  rows: z.number().nullable(),
  bytes: z.number().nullable(),
  error: z.string().nullable(),
});
export type Backup = z.infer<typeof backup>;
export const backups = z.object({ items: z.array(backup) });
