import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { formatLogLine } from "./log-line.mjs";
import { fromRoot, pinnedNode } from "./paths.mjs";
import { signalGroup } from "./run-program.mjs";
import { paint, print } from "./terminal.mjs";

const keptLines = 25;
const preload = pathToFileURL(fromRoot("scripts/lib/stop-with-launcher.mjs")).href;

/**
 * A running child: `exited` resolves with how it ended; `lines` are its last lines of output.
 * @typedef {{
 *   name: string, pid: number | undefined, lines: string[],
 *   exited: Promise<{ code: number | null, ending: string }>,
 *   terminate: () => void, kill: () => void,
 * }} Service
 */

/**
 * Starts a Node.js program under the pinned Node.js, with its output prefixed by its name. It runs
 * in a process group of its own: a Ctrl-C in the terminal reaches only the launcher, which then
 * stops each service once.
 * @param {{ name: string, colour: "cyan" | "magenta" | "yellow", cwd: string,
 *   args: readonly string[], env: NodeJS.ProcessEnv }} options
 * @returns {Service}
 */
export function startService({ name, colour, cwd, args, env }) {
  const child = spawn(pinnedNode, ["--import", preload, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  // Writing never happens; an EPIPE at the end of the child must not end the launcher.
  child.stdio[3]?.on("error", () => {});
  /** @type {string[]} */
  const lines = [];
  const prefix = paint(colour, `${name.padEnd(9)} │`);
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream, crlfDelay: Infinity }).on("line", (raw) => {
      const line = formatLogLine(raw);
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      print(`${prefix} ${line}`);
    });
  }
  const pid = child.pid;
  /** @type {Service["exited"]} */
  const exited = new Promise((resolve) => {
    child.on("error", (error) =>
      resolve({ code: null, ending: `could not be started: ${error.message}` }),
    );
    child.on("exit", (code, signal) => {
      // What the program left in its group (a database, workers) is asked to stop; SIGINT is
      // PostgreSQL's fast shutdown.
      if (pid !== undefined) signalGroup(pid, "SIGINT");
      const ending = code === null ? `was ended by ${signal}` : `ended with exit code ${code}`;
      setImmediate(() => resolve({ code, ending }));
    });
  });
  return {
    name,
    pid,
    lines,
    exited,
    terminate: () => void child.kill("SIGTERM"),
    kill: () => void (pid !== undefined && signalGroup(pid, "SIGKILL")),
  };
}
