import "reflect-metadata";
import fastifySwagger from "@fastify/swagger";
import fastifySwaggerUi from "@fastify/swagger-ui";
import { NestFactory } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import type { FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { registerAuthRoutes } from "../auth/auth-routes.ts";
import type { Auth } from "../auth/auth.ts";
import { AccessGuard } from "../auth/guard.ts";
import { ApiModule, type HttpSurface } from "./api-module.ts";
import { createOpenApiDocument } from "./openapi.ts";
import { ProblemFilter } from "./problem-filter.ts";

const BODY_LIMIT_BYTES = 1024 * 1024;

export interface HttpServerOptions {
  readonly surface: HttpSurface;
  /** Present where the process has the api role. */
  readonly api:
    | {
        auth: Auth;
        authRequired: boolean;
        publicUrl: string;
        origins: readonly string[];
        /** Whether a request proves to come from whoever owns the data directory. */
        isLocal: (request: FastifyRequest) => boolean;
      }
    | undefined;
  readonly version: string;
  readonly log: Logger;
}

/** Builds the HTTP server of a process; it listens when `listen` is called on it. */
export async function createHttpServer(
  options: HttpServerOptions,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 60_000,
    keepAliveTimeout: 75_000,
    forceCloseConnections: "idle",
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule.with(options.surface),
    adapter,
    { logger: false, abortOnError: false },
  );
  app.useGlobalFilters(new ProblemFilter(options.log));
  const { api } = options;
  if (api !== undefined) {
    app.useGlobalGuards(new AccessGuard(api.auth, api.authRequired, api.origins, api.isLocal));
    const server = adapter.getInstance();
    registerAuthRoutes(server, api.auth, api.publicUrl);
    await registerDocs(app, options.version);
  }
  return app;
}

async function registerDocs(app: NestFastifyApplication, version: string): Promise<void> {
  const document = createOpenApiDocument(version);
  const server = app.getHttpAdapter().getInstance();
  server.get("/api/openapi.json", (_request, reply) => reply.send(document));
  await app.register(fastifySwagger, {
    mode: "static",
    specification: { document: document as never },
  });
  await app.register(fastifySwaggerUi, { routePrefix: "/api/docs", staticCSP: true });
}
