import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { LauncherError } from "./failure.mjs";

const claimName = "launcher.json";

/**
 * The command line of a process, or "" when it is gone or cannot be read.
 * @param {number} pid
 */
function readCommandLine(pid) {
  try {
    const file = `/proc/${pid}/cmdline`;
    if (existsSync("/proc/self/cmdline")) return readFileSync(file, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

/**
 * The pids of a running Headroom that holds the directory. A pid alone proves nothing: after a
 * reboot it may belong to another program, so the command line is looked at as well.
 * @param {string} file
 * @returns {number[]}
 */
function findHolders(file) {
  if (!existsSync(file)) return [];
  try {
    const claim = JSON.parse(readFileSync(file, "utf8"));
    /** @type {unknown[]} */
    const pids = [claim.pid, ...claim.services];
    return pids
      .map(Number)
      .filter((pid) => pid > 0 && /start\.mjs|dist\/main\.mjs|next/.test(readCommandLine(pid)));
  } catch {
    return [];
  }
}

/**
 * Creates the data directory, checks that it can be written and claims it for this process.
 * @param {string} directory Absolute path.
 * @returns {{ note: string, recordServices: (pids: number[]) => void, release: () => void }}
 */
export function claimDataDirectory(directory) {
  const file = path.join(directory, claimName);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const probe = path.join(directory, `.write-test-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new LauncherError(
      `The data directory ${directory} cannot be written (${reason}). Give this user write access to it, or set HEADROOM_DATA_DIR to another directory.`,
    );
  }
  const holders = findHolders(file);
  if (holders.length > 0) {
    throw new LauncherError(
      `Another Headroom already uses the data directory ${directory} (process ${holders.join(", ")}). Stop it with Ctrl-C in its terminal or \`kill ${holders.join(" ")}\`, or set HEADROOM_DATA_DIR and other ports to run a second one.`,
    );
  }
  const write = (/** @type {number[]} */ services) =>
    writeFileSync(file, JSON.stringify({ pid: process.pid, services }));
  write([]);
  return { note: directory, recordServices: write, release: () => rmSync(file, { force: true }) };
}
