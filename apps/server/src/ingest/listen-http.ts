import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import {
  canSharePort,
  LISTEN_BACKLOG,
  openLanes,
  type Lanes,
  type Listener,
} from "./accept-lanes.ts";
import type { ConnectionLimit } from "./connection-limits.ts";

const DRAIN_STEP_MS = 20;

/** Listens for an HTTP server, within a limit of connections. @throws what listening throws */
export async function listenHttp(
  http: FastifyInstance,
  { host, port, limit }: { host: string; port: number; limit: ConnectionLimit },
): Promise<Listener> {
  limitServer(http, limit);
  const isShared = await canSharePort(host, port);
  const first = { host, port, backlog: LISTEN_BACKLOG, reusePort: isShared };
  await http.listen(first);
  const bound = http.addresses().filter((each) => typeof each !== "string");
  const lanes: Lanes[] = [];
  for (const each of isShared ? bound : []) {
    const at = { host: each.address, port: each.port, isShared, others: 1, allowHalfOpen: true };
    lanes.push(await openLanes(at, (socket) => http.server.emit("connection", socket)));
  }
  return {
    port: bound[0]?.port ?? port,
    close: async (limitMs = 5_000) => {
      for (const lane of lanes) lane.close();
      const closed = http.close();
      // The server knows nothing of the end of connections that came over other sockets.
      for (let waitedMs = 0; limit.open > 0 && waitedMs < limitMs; waitedMs += DRAIN_STEP_MS) {
        http.server.closeIdleConnections();
        await delay(DRAIN_STEP_MS);
      }
      limit.destroyAll();
      await closed;
    },
  };
}

/** Connections come to the server's own listeners only if there is room for them. */
function limitServer({ server }: FastifyInstance, limit: ConnectionLimit): void {
  const accept = server.listeners("connection");
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    if (!limit.admit(socket)) return;
    for (const each of accept) Reflect.apply(each, server, [socket]);
  });
}
