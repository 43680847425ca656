import { lookup } from "node:dns/promises";
import type { Socket } from "node:net";
import { ServerCredentials, type Server } from "@grpc/grpc-js";
import { canSharePort, openLanes, type Lanes, type Listener } from "./accept-lanes.ts";
import type { ConnectionLimit } from "./connection-limits.ts";
import { IdentityCredentials } from "./tls-servers.ts";
import type { TlsIdentity } from "./tls-identity.ts";

/** Time for a new connection to say anything. */
const FIRST_BYTES_LIMIT_MS = 10_000;

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
    readonly limit: ConnectionLimit;
  },
): Promise<Listener> {
  const { host, tls, limit } = options;
  const credentials =
    tls === undefined ? ServerCredentials.createInsecure() : new IdentityCredentials(tls);
  const injector = server.createConnectionInjector(credentials);
  const take = (socket: Socket): void => {
    if (!limit.admit(socket)) return;
    closeWhenSilent(socket);
    injector.injectConnection(socket);
  };
  const lanes: Lanes[] = [];
  let { port } = options;
  try {
    const isShared = await canSharePort(host, port);
    for (const { address } of await lookup(host, { all: true })) {
      const opened = await openLanes({ host: address, port, isShared }, take);
      lanes.push(opened);
      port = opened.port;
    }
  } catch (error) {
    for (const each of lanes) each.close();
    injector.destroy();
    throw error;
  }
  return {
    port,
    close: (limitMs = 5_000) => {
      for (const each of lanes) each.close();
      return shutDown(server, limitMs);
    },
  };
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
