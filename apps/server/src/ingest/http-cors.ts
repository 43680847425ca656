import type { FastifyInstance } from "fastify";
import { allowsOrigin, corsHeaders, preflightHeaders, type CorsOrigins } from "./cors.ts";
import type { IngestGate } from "./gate.ts";
import { sendRefusal } from "./http-answers.ts";
import type { Refusal } from "./refusal.ts";

export type { CorsOrigins } from "./cors.ts";

const foreignOrigin: Refusal = {
  reason: "origin",
  message:
    "Web pages of this origin may not send telemetry here. Add the origin to HEADROOM_OTLP_CORS_ORIGINS.",
};

/**
 * Answers browsers: preflights, and requests that name an origin. Only browsers send one, so pages
 * of an origin that is not listed are refused even where no key is asked for.
 */
export function installCors(server: FastifyInstance, origins: CorsOrigins, gate: IngestGate): void {
  server.addHook("onRequest", async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined) return undefined;
    if (!allowsOrigin(origins, origin)) {
      return sendRefusal(request, reply, gate.refuse("unknown", foreignOrigin));
    }
    void reply.headers(corsHeaders(origins, origin));
    return undefined;
  });
  server.options("/v1/:signal", (request, reply) => {
    const { headers } = request;
    if (headers.origin !== undefined) {
      void reply.headers(
        preflightHeaders({ requestedHeaders: headers["access-control-request-headers"] }),
      );
    }
    return reply.header("allow", "POST, OPTIONS").status(204).send();
  });
}
