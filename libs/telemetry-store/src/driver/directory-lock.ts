import { open, readFile, rm } from "node:fs/promises";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { TelemetryStoreError } from "../errors.ts";

const lockFile = "headroom.lock";

/** A held directory; `release` gives it back. */
export interface DirectoryLock {
  release(): Promise<void>;
}

// A process id alone may be reused after a crash; the kernel's start time tells the two apart.
async function readProcessStart(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

async function readHolder(path: string): Promise<number | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    return undefined;
  }
  const [pidText = "", start = ""] = text.trim().split(" ");
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  return start === "" || start === (await readProcessStart(pid)) ? pid : undefined;
}

/**
 * Takes a directory for this process, creating it when absent. A lock left by a dead process is
 * replaced. Throws `directory_in_use` when a living process holds it.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, lockFile);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const handle = await open(path, "wx");
      await handle.writeFile(`${process.pid} ${await readProcessStart(process.pid)}\n`);
      await handle.close();
      return { release: () => rm(path, { force: true }) };
    } catch (cause) {
      if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
      const holder = await readHolder(path);
      if (holder !== undefined) {
        throw new TelemetryStoreError(
          "directory_in_use",
          `The directory ${directory} is in use by process ${holder}. Stop that process, or choose another data directory.`,
        );
      }
      await rm(path, { force: true });
    }
  }
  throw new TelemetryStoreError(
    "directory_in_use",
    `The directory ${directory} is being taken by another process. Stop it, or choose another data directory.`,
  );
}
