import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** How a proxy treats what comes; only inserts of telemetry are concerned, except by `refuse`. */
export type ProxyFault =
  | { readonly kind: "none" }
  /** Closes every connection. */
  | { readonly kind: "refuse" }
  /** Passes on after a pause. */
  | { readonly kind: "slow"; readonly ms: number }
  /** Answers with a ClickHouse exception, and passes nothing on. */
  | { readonly kind: "exception"; readonly code: number; readonly name: string }
  /** Passes on, and answers with a failure although the insert is done. */
  | { readonly kind: "lost answer" };

/** An insert that came by. */
export interface SeenInsert {
  /** Id of the segment. */
  readonly token: string;
  readonly startedMs: number;
}

/** A proxy in front of a ClickHouse HTTP interface. */
export interface FaultyProxy {
  readonly url: string;
  /** Every try, in order. */
  readonly inserts: readonly SeenInsert[];
  /** Most inserts at the same moment since the last `setFault`. */
  mostAtOnce(): number;
  setFault(fault: ProxyFault): void;
  stop(): Promise<void>;
}

const LOCAL = "127.0.0.1";

/** Starts a proxy to `targetUrl` on a free loopback port; it passes everything on. */
export async function startFaultyProxy(targetUrl: string): Promise<FaultyProxy> {
  const target = new URL(targetUrl);
  const agent = new Agent({ keepAlive: true });
  const inserts: SeenInsert[] = [];
  let fault: ProxyFault = { kind: "none" };
  let running = 0;
  let most = 0;

  function passOn(
    request: IncomingMessage,
    response: ServerResponse,
    isLost: boolean,
  ): Promise<void> {
    return new Promise((resolve) => {
      const { method, url: path, headers } = request;
      const options = { host: target.hostname, port: target.port, method, path, headers, agent };
      const sent = httpRequest(options, (answer) => {
        if (isLost) {
          answer.resume();
          answer.on("close", () => {
            response.destroy();
            resolve();
          });
          return;
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on("close", resolve);
      });
      sent.on("error", () => {
        response.destroy();
        resolve();
      });
      request.pipe(sent);
    });
  }

  async function handleInsert(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const now = fault;
    switch (now.kind) {
      case "slow":
        await delay(now.ms);
        return passOn(request, response, false);
      case "exception": {
        for await (const _chunk of request);
        response.writeHead(500, { "x-clickhouse-exception-code": String(now.code) });
        response.end(`Code: ${now.code}. DB::Exception: As the test wants it. (${now.name})\n`);
        return;
      }
      default:
        return passOn(request, response, now.kind === "lost answer");
    }
  }

  const server = createServer((request, response) => {
    if (fault.kind === "refuse") return void request.destroy();
    const token = /insert_deduplication_token = '([^']+)'/.exec(readQuery(request))?.[1];
    if (token === undefined) return void passOn(request, response, false);
    inserts.push({ token, startedMs: performance.now() });
    running += 1;
    most = Math.max(most, running);
    void handleInsert(request, response).finally(() => (running -= 1));
  });
  server.keepAliveTimeout = 1_000;
  await new Promise<void>((resolve) => server.listen(0, LOCAL, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOCAL}:${port}`,
    inserts,
    mostAtOnce: () => most,
    setFault(next) {
      fault = next;
      most = running;
      if (next.kind === "refuse") server.closeAllConnections();
    },
    stop: async () => {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readQuery(request: IncomingMessage): string {
  return new URL(request.url ?? "/", "http://proxy").searchParams.get("query") ?? "";
}
