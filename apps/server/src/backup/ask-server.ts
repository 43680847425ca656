import { setTimeout as delay } from "node:timers/promises";
import { backup as backupSchema, routes, type Backup, type Problem } from "@headroom/contracts";
import type { Config } from "../config/load.ts";
import { BackupError } from "./destination.ts";
import { readLocalToken } from "./local-token.ts";

const ANSWER_LIMIT_MS = 10_000;
const POLL_MS = 500;
/** Polls that may fail in a row, for a server that is busy. */
const MOST_FAILURES = 20;

/** A running server that answers to the token of its data directory. */
export interface RunningServer {
  /** Starts a backup and waits for its end. @throws BackupError */
  backup(
    input: { readonly to: string; readonly base: string | undefined },
    onStep: (step: string) => void,
    signal: AbortSignal,
  ): Promise<Backup>;
}

/** Finds the server of the configured data directory, or undefined when none runs. */
export async function findServer(config: Config): Promise<RunningServer | undefined> {
  const token = await readLocalToken(config.dataDirectory);
  if (token === undefined) return undefined;
  const send = (method: "GET" | "POST", path: string, body?: unknown): Promise<Response> =>
    fetch(`http://${hostOf(config)}:${config.ports.api}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const path = routes.createBackup.path;
  const answer = await send("GET", path).catch(() => undefined);
  if (answer?.ok !== true) return undefined;
  return {
    async backup(input, onStep, signal) {
      const started = await readBackup(
        await send("POST", path, { ...input, base: input.base ?? null }),
      );
      return follow(started, () => send("GET", `${path}/${started.id}`), onStep, signal);
    },
  };
}

function hostOf({ host }: Config): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

async function follow(
  started: Backup,
  read: () => Promise<Response>,
  onStep: (step: string) => void,
  signal: AbortSignal,
): Promise<Backup> {
  let failures = 0;
  let backup = started;
  while (backup.state === "running") {
    onStep(backup.step);
    await delay(POLL_MS);
    if (signal.aborted) {
      throw new BackupError("The server goes on with the backup; only the waiting has ended.");
    }
    const answer = await read().catch(() => undefined);
    if (answer !== undefined) {
      failures = 0;
      backup = await readBackup(answer);
    } else if (++failures === MOST_FAILURES) {
      throw new BackupError(
        "The server does not answer any more, so it is unknown how the backup ended. Start it again and back up anew.",
      );
    }
  }
  if (backup.state === "failed") throw new BackupError(backup.error ?? "The backup failed.");
  return backup;
}

async function readBackup(answer: Response): Promise<Backup> {
  const body: unknown = await answer.json();
  if (answer.ok) return backupSchema.parse(body);
  throw new BackupError(
    (body as Partial<Problem>).detail ?? `The server answered ${answer.status}.`,
  );
}
