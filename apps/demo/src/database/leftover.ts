import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const STOP_TIMEOUT_MS = 10_000;
const POLL_MS = 100;

/** Process id of a postmaster.pid file: its first line. Undefined when the text holds none. */
export function parsePostmasterPid(text: string): number | undefined {
  const pid = Number(text.split("\n")[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A pid may have been given to another program since; only Linux can tell, elsewhere the pid file is believed. */
async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform !== "linux") return true;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return commandLine.includes("postgres");
}

/**
 * Stops a PostgreSQL that a killed run left behind on this data directory. Resolves with its pid, or undefined when
 * there was none. Rejects when it does not end within 10 s.
 */
export async function stopLeftover(databaseDirectory: string): Promise<number | undefined> {
  const text = await readFile(join(databaseDirectory, "postmaster.pid"), "utf8").catch(() => "");
  const pid = parsePostmasterPid(text);
  if (pid === undefined || !isAlive(pid) || !(await isPostgres(pid))) return undefined;
  process.kill(pid, "SIGINT");
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline)
      throw new Error(
        `PostgreSQL ${pid} of an earlier run does not stop; end it with: kill -QUIT ${pid}`,
      );
    await sleep(POLL_MS);
  }
  return pid;
}
