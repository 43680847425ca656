import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A running ClickHouse HTTP interface. */
export interface ClickHouseGateway {
  readonly url: string;
  /** Sends SIGKILL and waits. */
  kill(): Promise<void>;
  /** Starts it again on the same port and directory. */
  restart(): Promise<void>;
  /** Stops the process and removes its data. */
  stop(): Promise<void>;
}

function readPort(message: unknown): number | undefined {
  if (typeof message !== "object" || message === null || !("port" in message)) return undefined;
  return typeof message.port === "number" ? message.port : undefined;
}

async function launch(directory: string, port: number) {
  const script = fileURLToPath(new URL("./chdb-worker-main.ts", import.meta.url));
  const child = fork(script, [directory, String(port)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const boundPort = await new Promise<number>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The gateway ended with code ${code}.`)));
    child.once("message", (message) => {
      const listening = readPort(message);
      if (listening === undefined) reject(new Error("The gateway sent no port."));
      else resolve(listening);
    });
  });
  return { child, port: boundPort };
}

async function end(child: ChildProcess, how: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  how();
  await ended;
}

/**
 * Starts ClickHouse's HTTP interface over the real engine in a process of its own, on a free
 * loopback port. Its data are in `directory`, which is kept, or in an empty temporary directory.
 * Rejects when the process ends before it listens.
 */
export async function startClickHouseGateway(given?: string): Promise<ClickHouseGateway> {
  const directory = given ?? (await mkdtemp(join(tmpdir(), "headroom-gateway-")));
  const first = await launch(directory, 0);
  const { port } = first;
  let { child } = first;
  return {
    url: `http://127.0.0.1:${port}`,
    kill: () => end(child, () => child.kill("SIGKILL")),
    async restart() {
      ({ child } = await launch(directory, port));
    },
    async stop() {
      await end(child, () => child.disconnect());
      if (given === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}
