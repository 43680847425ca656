import type { Socket } from "node:net";
import type { Logger } from "pino";
import type { IngestGate } from "./gate.ts";
import { overloadedRefusal } from "./refusal.ts";

const SAY_AGAIN_MS = 60_000;

/** What a limit of connections is and whom it tells. */
export interface ConnectionLimitOptions {
  readonly maxConnections: number;
  readonly name: string;
  readonly gate: IngestGate;
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * Counts the open connections of a receiver and closes those beyond `maxConnections` as soon as
 * they come. They are counted as overload, and said at most once a minute.
 */
export class ConnectionLimit {
  readonly #options: ConnectionLimitOptions;
  readonly #open = new Set<Socket>();
  #saidMs = -Infinity;

  constructor(options: ConnectionLimitOptions) {
    this.#options = options;
  }

  /** Connections that are open. */
  get open(): number {
    return this.#open.size;
  }

  /** Whether a new connection may stay; otherwise it is closed now. */
  admit(socket: Socket): boolean {
    const { maxConnections, name, gate, now, log } = this.#options;
    if (this.#open.size < maxConnections) {
      this.#open.add(socket);
      socket.once("close", () => this.#open.delete(socket));
      return true;
    }
    // Nobody else listens for the errors of a socket that is turned away.
    socket.once("error", () => undefined);
    socket.destroy();
    gate.refuse("unknown", overloadedRefusal);
    if (now() - this.#saidMs < SAY_AGAIN_MS) return false;
    this.#saidMs = now();
    log.warn(
      { maxConnections },
      `${name}: connections are closed because there are too many; raise HEADROOM_OTLP_MAX_CONNECTIONS or add ingest processes`,
    );
    return false;
  }

  /** Closes what is still open. */
  destroyAll(): void {
    for (const socket of this.#open) socket.destroy();
  }
}
