import { context, trace } from "@opentelemetry/api";
import { getRPCMetadata } from "@opentelemetry/core";
import { ATTR_HTTP_ROUTE } from "@opentelemetry/semantic-conventions";
import Fastify, { type FastifyInstance } from "fastify";
import type { FaultName } from "../faults/catalogue.ts";
import type { Command, Report } from "../supervisor/messages.ts";
import { readEnvironment } from "../telemetry/environment.ts";
import { createLog, describeError } from "../telemetry/log.ts";
import { shutdownTelemetry } from "../telemetry/shutdown.ts";

const FLUSH_TIMEOUT_MS = 2_500;
const REQUEST_TIMEOUT_MS = 10_000;

/** What a process does beside answering the supervisor. */
export type ServiceHooks = {
  /** Called with every toggle of a fault. */
  readonly onFault?: (name: FaultName, on: boolean) => void;
  /** Stops work and closes connections. */
  readonly close: () => Promise<void>;
};

function report(message: Report): void {
  process.send?.(message);
}

/** Ties this process to its supervisor: toggles, orderly stop, and an end when the supervisor is gone. */
export function followSupervisor(hooks: ServiceHooks): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await hooks.close().catch(() => undefined);
    await shutdownTelemetry(FLUSH_TIMEOUT_MS);
    process.exit(0);
  };
  process.on("message", (message) => {
    const command = message as Command;
    if (command.type === "stop") void stop();
    if (command.type === "fault") hooks.onFault?.(command.name, command.on);
  });
  process.on("disconnect", () => void stop());
  process.on("SIGTERM", () => void stop());
  process.on("SIGINT", () => undefined);
  report({ type: "ready", detail: "" });
}

/** Reports that this process cannot start or go on, and ends it. */
export function failProcess(error: unknown): never {
  report({ type: "failed", message: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

/** A fastify instance whose server spans and metrics carry the route. */
export function createServer(component: string): FastifyInstance {
  const log = createLog(component);
  const server = Fastify({
    requestTimeout: REQUEST_TIMEOUT_MS,
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
  });
  server.addHook("onRequest", async (request) => {
    const route = request.routeOptions.url;
    if (route === undefined) return;
    const rpc = getRPCMetadata(context.active());
    if (rpc !== undefined) rpc.route = route;
    trace
      .getActiveSpan()
      ?.updateName(`${request.method} ${route}`)
      .setAttribute(ATTR_HTTP_ROUTE, route);
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    trace.getActiveSpan()?.recordException(error);
    if (status >= 500) {
      log.error(
        `${request.method} ${request.routeOptions.url ?? request.url} failed: ${error.message}`,
        describeError(error),
      );
    }
    return reply.code(status).send({ error: error.message });
  });
  return server;
}

/** Listens on the port the supervisor chose and follows it; the server is closed before the other resources. */
export async function serve(server: FastifyInstance, hooks: ServiceHooks): Promise<void> {
  const { port } = readEnvironment(process.env);
  try {
    await server.listen({ host: "127.0.0.1", port: port ?? 0 });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    failProcess(
      code === "EADDRINUSE"
        ? new Error(`port ${port} is in use; stop that process or choose another --port`)
        : error,
    );
  }
  followSupervisor({
    ...(hooks.onFault === undefined ? {} : { onFault: hooks.onFault }),
    close: async () => {
      await server.close();
      await hooks.close();
    },
  });
}

/** An error that answers with the given HTTP status. */
export function httpError(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}
