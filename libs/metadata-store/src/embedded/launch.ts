import { spawn, type ChildProcess } from "node:child_process";
import { canReach, type ServerAccount } from "./account.ts";

const SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A program to start as the server's account. */
export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly account: ServerAccount | null;
  /** The folder the program works on; decides whether the account can reach it. */
  readonly dataDirectory: string;
  /** After so long the program is killed; undefined: it runs on. */
  readonly limitMs?: number | undefined;
  /** File descriptor that takes stdout and stderr. */
  readonly logFd: number;
}

/**
 * Starts a program in its own process group, so that Ctrl-C in a terminal reaches Headroom
 * first and the database stops last. Returns at once.
 */
export async function launch(task: Launch): Promise<ChildProcess> {
  const options = {
    cwd: "/",
    detached: true,
    stdio: ["ignore", task.logFd, task.logFd] as ["ignore", number, number],
    timeout: task.limitMs,
    env: { PATH: SYSTEM_PATH, LC_ALL: "C", TZ: "UTC" },
  };
  const { account } = task;
  if (account === null) return spawn(task.program, task.args, options);
  const reachable =
    (await canReach(task.program, account)) && (await canReach(task.dataDirectory, account));
  if (reachable) return spawn(task.program, task.args, { ...options, ...account });
  // Below a private folder (such as /root) the account needs leave to pass; it keeps nothing else.
  const privileges = [
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    // Without it access(2), by which PostgreSQL looks for its programs, ignores that leave.
    "--securebits=+no_setuid_fixup",
  ];
  return spawn("setpriv", [...privileges, task.program, ...task.args], options);
}

/** Resolves to the exit code (null after a signal); rejects when the program cannot be started. */
export function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code));
  });
}
