import { spawn } from "node:child_process";

const maxOutputBytes = 4 * 1024 * 1024;
/** @type {Set<number>} */
const runningGroups = new Set();

/**
 * Sends a signal to every process of a group; false when the group is gone.
 * @param {number} groupId
 * @param {NodeJS.Signals | 0} signal
 */
export function signalGroup(groupId, signal) {
  try {
    process.kill(-groupId, signal);
    return true;
  } catch {
    return false;
  }
}

/** Stops every program that `runProgram` still runs, with all of their children. */
export function stopRunningPrograms() {
  for (const groupId of runningGroups) signalGroup(groupId, "SIGTERM");
}

/**
 * Runs a program in a process group of its own, so that nothing it started outlives it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, timeoutMs: number, show?: boolean }} options
 *   `show` passes the output on to the terminal instead of collecting it.
 * @returns {Promise<{ ok: boolean, output: string, ending: string }>} `output` holds the last
 *   4 MiB of stdout and stderr in order of arrival; `ending` says how the program ended.
 */
export function runProgram(command, args, { cwd, env = process.env, timeoutMs, show = false }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
    });
    const groupId = child.pid;
    if (groupId !== undefined) runningGroups.add(groupId);
    let output = "";
    let timedOut = false;
    const collect = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-maxOutputBytes);
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    const timer = setTimeout(() => {
      timedOut = true;
      if (groupId !== undefined) signalGroup(groupId, "SIGKILL");
    }, timeoutMs);
    const finish = (/** @type {boolean} */ ok, /** @type {string} */ ending) => {
      clearTimeout(timer);
      if (groupId !== undefined) {
        runningGroups.delete(groupId);
        signalGroup(groupId, "SIGKILL");
      }
      resolve({ ok, output, ending });
    };
    child.on("error", (error) => finish(false, `could not be started (${error.message})`));
    child.on("exit", (code, signal) => {
      // A grandchild may hold the pipes open: the group is ended first, then the pipes close.
      if (groupId !== undefined) signalGroup(groupId, "SIGKILL");
      const ending = timedOut
        ? `was stopped after ${Math.round(timeoutMs / 1000)} s`
        : code === null
          ? `was ended by ${signal}`
          : `ended with exit code ${code}`;
      if (show) return finish(code === 0, ending);
      child.on("close", () => finish(code === 0, ending));
    });
  });
}
