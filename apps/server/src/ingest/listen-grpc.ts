import { lookup } from "node:dns/promises";
import { createServer, type AddressInfo, type Server as NetServer, type Socket } from "node:net";
import { ServerCredentials, type Server } from "@grpc/grpc-js";
import { LISTEN_BACKLOG } from "./connection-limits.ts";
import { IdentityCredentials } from "./tls-servers.ts";
import type { TlsIdentity } from "./tls-identity.ts";

/** Time for a new connection to say anything. */
const FIRST_BYTES_LIMIT_MS = 10_000;

/** A gRPC server that listens. */
export interface GrpcListener {
  readonly port: number;
  /** Lets running calls end, then closes; after `limitMs` (5,000 by default) it closes hard. */
  close(limitMs?: number): Promise<void>;
}

/**
 * Listens for a gRPC server on every address of `host`. The sockets are ours, so that their number
 * and their silence have limits. @throws what listening throws
 */
export async function listenGrpc(
  server: Server,
  options: {
    readonly host: string;
    readonly port: number;
    readonly tls?: TlsIdentity | undefined;
    /** Called with each socket server before it listens. */
    readonly prepare?: ((listener: NetServer) => void) | undefined;
  },
): Promise<GrpcListener> {
  const { host, tls } = options;
  const credentials =
    tls === undefined ? ServerCredentials.createInsecure() : new IdentityCredentials(tls);
  const injector = server.createConnectionInjector(credentials);
  const listeners: NetServer[] = [];
  let { port } = options;
  try {
    for (const { address } of await lookup(host, { all: true })) {
      const listener = createServer({ noDelay: true }, (socket) => {
        closeWhenSilent(socket);
        injector.injectConnection(socket);
      });
      options.prepare?.(listener);
      listeners.push(listener);
      port = await listen(listener, address, port);
    }
  } catch (error) {
    for (const listener of listeners) listener.close();
    injector.destroy();
    throw error;
  }
  return {
    port,
    close: (limitMs = 5_000) => {
      for (const listener of listeners) listener.close();
      return shutDown(server, limitMs);
    },
  };
}

function listen(listener: NetServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    listener.once("error", reject);
    listener.listen({ host, port, backlog: LISTEN_BACKLOG }, () => {
      listener.off("error", reject);
      resolve((listener.address() as AddressInfo).port);
    });
  });
}

function closeWhenSilent(socket: Socket): void {
  const timer = setTimeout(() => {
    if (socket.bytesRead === 0) socket.destroy();
  }, FIRST_BYTES_LIMIT_MS);
  timer.unref();
  socket.once("close", () => clearTimeout(timer));
}

function shutDown(server: Server, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.forceShutdown();
      resolve();
    }, limitMs);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
