import type { Server } from "node:net";
import type { Logger } from "pino";
import type { IngestGate } from "./gate.ts";
import { overloadedRefusal } from "./refusal.ts";

const SAY_AGAIN_MS = 60_000;
/**
 * Connections that may wait to be accepted. Where the kernel has no room for one it is silent, and
 * the sender asks again after seconds only; too few here are worse than a refusal.
 */
export const LISTEN_BACKLOG = 4_096;

/**
 * Closes connections beyond `maxConnections` as soon as they come. They are counted as overload,
 * and said at most once a minute.
 */
export function limitConnections(
  server: Server,
  options: {
    readonly maxConnections: number;
    readonly name: string;
    readonly gate: IngestGate;
    readonly now: () => number;
    readonly log: Logger;
  },
): void {
  const { maxConnections, name, gate, now, log } = options;
  server.maxConnections = maxConnections;
  let saidMs = -Infinity;
  server.on("drop", () => {
    gate.refuse("unknown", overloadedRefusal);
    if (now() - saidMs < SAY_AGAIN_MS) return;
    saidMs = now();
    log.warn(
      { maxConnections },
      `${name}: connections are closed because there are too many; raise HEADROOM_OTLP_MAX_CONNECTIONS or add ingest processes`,
    );
  });
}
