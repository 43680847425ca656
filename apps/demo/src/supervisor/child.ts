import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Command, Report } from "./messages.ts";

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 8_000;
const ERROR_TAIL_CHARS = 2_000;

/** A running process of the shop. */
export type Child = {
  readonly name: string;
  readonly send: (command: Command) => void;
  /** Asks the process to end and resolves when it has; after 8 s it is killed. */
  readonly stop: () => Promise<void>;
};

/** How to start a process. */
export type ChildSpec = {
  readonly name: string;
  readonly modulePath: string;
  /** Program and arguments that start Node.js; absent: started directly. */
  readonly launcher?: readonly string[] | undefined;
  readonly nodeArguments: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Called when the process ends without having been asked. */
  readonly onCrash: (name: string, reason: string) => void;
};

/** A process that did not come up; the message says why. */
export class StartError extends Error {}

/**
 * Starts a process and resolves with it and the detail of its ready report. Rejects with StartError when it reports a
 * failure, ends early or is not ready within a minute.
 *
 * Each process has its own process group, so that Ctrl-C reaches only the supervisor, which then stops them in order; and
 * each ends by itself when the channel to the supervisor breaks, so that none outlives it.
 */
export async function startChild(spec: ChildSpec): Promise<{ child: Child; detail: string }> {
  const own = [process.execPath, ...spec.nodeArguments, spec.modulePath];
  const [program, ...programArguments] =
    spec.launcher === undefined ? own : [...spec.launcher, ...own];
  const running = spawn(program ?? process.execPath, programArguments, {
    detached: true,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { ...process.env, ...spec.variables },
  });
  let errorTail = "";
  running.stderr?.on("data", (chunk: Buffer) => {
    errorTail = (errorTail + chunk.toString()).slice(-ERROR_TAIL_CHARS);
  });
  let stopping = false;
  const child: Child = {
    name: spec.name,
    send: (command) => {
      if (running.connected) running.send(command, () => undefined);
    },
    stop: async () => {
      stopping = true;
      await endProcess(running);
    },
  };
  try {
    const detail = await waitUntilReady(running, spec.name, () => errorTail);
    running.on("exit", (code, signal) => {
      if (!stopping) spec.onCrash(spec.name, describeExit(code, signal, errorTail));
    });
    return { child, detail };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

function waitUntilReady(
  running: ChildProcess,
  name: string,
  errorTail: () => string,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const timer = setTimeout(
    () => reject(new StartError(`${name} was not ready within 60 s\n    ${errorTail()}`)),
    START_TIMEOUT_MS,
  );
  running.once("error", (error) =>
    reject(new StartError(`${name} cannot be started: ${error.message}`)),
  );
  running.on("message", (message) => {
    const report = message as Report;
    if (report.type === "ready") resolve(report.detail);
    else reject(new StartError(`${name} cannot start: ${report.message}`));
  });
  running.once("exit", (code, signal) =>
    reject(
      new StartError(`${name} ended while starting: ${describeExit(code, signal, errorTail())}`),
    ),
  );
  return promise.finally(() => clearTimeout(timer));
}

async function endProcess(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null || running.pid === undefined) return;
  const ended = once(running, "exit");
  if (running.connected) running.send({ type: "stop" } satisfies Command, () => undefined);
  else running.kill("SIGTERM");
  const timer = setTimeout(() => running.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}

function describeExit(
  code: number | null,
  signal: NodeJS.Signals | null,
  errorTail: string,
): string {
  const how = signal === null ? `exit code ${code ?? 0}` : `signal ${signal}`;
  return errorTail.trim() === ""
    ? how
    : `${how}\n    ${errorTail.trim().split("\n").slice(-6).join("\n    ")}`;
}
