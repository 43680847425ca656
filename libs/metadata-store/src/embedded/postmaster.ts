import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** A server process as its pid file describes it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The pid file inside a data directory. */
export function pidFileOf(dataDirectory: string): string {
  return join(dataDirectory, "postmaster.pid");
}

/**
 * Reads the pid file (line 1: pid, line 4: port, as PostgreSQL documents it). Null when there is
 * none or it is not written to the end yet.
 */
export async function readPostmaster(dataDirectory: string): Promise<Postmaster | null> {
  const text = await readFile(pidFileOf(dataDirectory), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  const port = Number.parseInt(lines[3] ?? "", 10);
  return pid > 0 && port > 0 ? { pid, port } : null;
}

/** Whether a process exists and is not a zombie. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return !/^\d+ \(.*\) [ZX] /s.test(stat);
}

/**
 * Whether the process is the server of this directory. A pid may belong to another program
 * after a reboot or in a fresh container, and PostgreSQL would refuse to start because of it.
 */
export async function servesDirectory(pid: number, dataDirectory: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(async () => {
    const { stdout } = await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)], {
      timeout: 5_000,
    }).catch(() => ({ stdout: "" }));
    return stdout;
  });
  return command.includes(dataDirectory);
}
