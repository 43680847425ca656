import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A running ClickHouse HTTP interface. */
export interface ClickHouseGateway {
  readonly url: string;
  /** Stops the process and removes its data. */
  stop(): Promise<void>;
}

function readPort(message: unknown): number | undefined {
  if (typeof message !== "object" || message === null || !("port" in message)) return undefined;
  return typeof message.port === "number" ? message.port : undefined;
}

/**
 * Starts ClickHouse's HTTP interface over the real engine in a process of its own, with an empty
 * temporary data directory, on a free loopback port. Rejects when the process ends before it
 * listens.
 */
export async function startClickHouseGateway(): Promise<ClickHouseGateway> {
  const directory = await mkdtemp(join(tmpdir(), "headroom-gateway-"));
  const script = fileURLToPath(new URL("./chdb-worker-main.ts", import.meta.url));
  const child = fork(script, [directory], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The gateway ended with code ${code}.`)));
    child.once("message", (message) => {
      const listening = readPort(message);
      if (listening === undefined) reject(new Error("The gateway sent no port."));
      else resolve(listening);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        child.disconnect();
        await ended;
      }
      await rm(directory, { recursive: true, force: true });
    },
  };
}
