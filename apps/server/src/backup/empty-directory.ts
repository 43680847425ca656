import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stopLeftoverServer } from "@headroom/metadata-store";
import { lockDirectory } from "@headroom/telemetry-store";
import { BackupError } from "./destination.ts";

/** What Headroom keeps in its data directory. */
const contents = ["clickhouse", "postgres", "spool"] as const;
const markerName = "restore-unfinished";

/** A data directory that a restore may fill. */
export interface EmptyDirectory {
  /** Where older data went, or undefined when there was none. */
  readonly movedTo: string | undefined;
  /** Says that the restore is complete. */
  finish(): Promise<void>;
  /** Removes what was restored and brings older data back. */
  undo(): Promise<void>;
}

/**
 * Makes sure that no Headroom runs on the directory and that it is empty; with `force` data that
 * is there is moved into a folder beside it. Until `finish` a server refuses to start on it.
 * @throws BackupError, TelemetryStoreError directory_in_use, MetadataStoreError directory_in_use
 */
export async function emptyDirectory(
  directory: string,
  force: boolean,
  nowMs: number,
): Promise<EmptyDirectory> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const present = await findContents(directory);
  if (present.length > 0) {
    await requireStopped(directory, present);
    if (!force) {
      throw new BackupError(
        `There is data in ${directory} already. Restore into an empty one (HEADROOM_DATA_DIR), or add --force to move what is there aside.`,
      );
    }
    await stopLeftoverServer(directory);
  }
  const stamp = new Date(nowMs).toISOString().replaceAll(/[:.]/g, "-");
  const movedTo = present.length > 0 ? join(directory, `before-restore-${stamp}`) : undefined;
  const marker = join(directory, markerName);
  await writeFile(marker, "A restore has not ended. Run it again with --force.\n");
  if (movedTo !== undefined) await move(present, directory, movedTo);
  return {
    movedTo,
    finish: () => rm(marker, { force: true }),
    async undo() {
      for (const name of contents)
        await rm(join(directory, name), { recursive: true, force: true });
      if (movedTo !== undefined) {
        await move(present, movedTo, directory);
        await rm(movedTo, { recursive: true, force: true });
      }
      await rm(marker, { force: true });
    },
  };
}

/** Whether a restore into the directory was interrupted. */
export function isHalfRestored(directory: string): boolean {
  return existsSync(join(directory, markerName));
}

async function findContents(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  return contents.filter((name) => names.includes(name));
}

/** Each part has a lock of its own; taking both proves that nobody has the directory open. */
async function requireStopped(directory: string, present: readonly string[]): Promise<void> {
  for (const name of present) {
    if (name === "postgres") continue;
    const lock = await lockDirectory(join(directory, name));
    await lock.release();
  }
}

async function move(names: readonly string[], from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of names) await rename(join(from, name), join(to, name));
}
