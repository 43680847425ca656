import { z } from "zod";
import { BackupError } from "./destination.ts";

/** Name of the file that makes a backup complete; it is written last. */
export const manifestName = "headroom-backup.json";

const count = z.number().int().min(0);
const names = z.array(z.string());
/** Relative, below the backup, so that a manifest can't point elsewhere. */
const path = z
  .string()
  .refine((text) => !text.startsWith("/") && !text.split("/").includes(".."), "leaves the backup");

const file = z.object({ path, bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) });
/** A file of a backup. */
export type BackupFile = z.infer<typeof file>;

const manifest = z.object({
  format: z.literal(1),
  product: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  recoveryPoint: z.iso.datetime(),
  /** How long loading stood still for it; OTLP requests were accepted meanwhile. */
  loadPauseMs: z.number().min(0),
  /** The backup that this one builds on, or null. */
  base: z.string().nullable(),
  telemetry: z.object({
    schemaVersion: count,
    database: z.string(),
    tables: names,
    views: names,
    contents: z.array(z.object({ table: z.string(), rows: count, bytes: count })),
  }),
  metadata: z.object({
    migration: z.string(),
    tables: z.array(
      z.object({
        table: z.string(),
        columns: names,
        references: names,
        file: path,
        rows: count,
        bytes: count,
      }),
    ),
    sequences: z.array(
      z.object({ table: z.string(), column: z.string(), last: z.string().nullable() }),
    ),
  }),
  /** Every file in a directory; in a bucket those that ClickHouse does not keep itself. */
  files: z.array(file),
});
/** What a backup is and holds. */
export type Manifest = z.infer<typeof manifest>;

/**
 * Reads a manifest.
 * @throws BackupError when it is damaged or of a later format
 */
export function parseManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged("it is not JSON");
  }
  const format = z.object({ format: z.number() }).safeParse(value);
  if (format.success && format.data.format > 1) {
    throw new BackupError(
      "The backup was made by a newer version of Headroom. Restore it with that version or a later one.",
    );
  }
  const result = manifest.safeParse(value);
  if (result.success) return result.data;
  throw damaged(z.prettifyError(result.error).split("\n")[0] ?? "unknown");
}

function damaged(reason: string): BackupError {
  return new BackupError(
    `The file ${manifestName} of the backup is damaged (${reason}). Use another backup.`,
  );
}

/** Rows and bytes of all telemetry tables. */
export function sumContents({ contents }: Pick<Manifest["telemetry"], "contents">): {
  rows: number;
  bytes: number;
} {
  return {
    rows: contents.reduce((sum, each) => sum + each.rows, 0),
    bytes: contents.reduce((sum, each) => sum + each.bytes, 0),
  };
}
