import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Auth } from "./auth.ts";

/** Hands requests under /api/auth to the authentication library. */
export function registerAuthRoutes(server: FastifyInstance, auth: Auth, baseUrl: string): void {
  server.route({
    method: ["GET", "POST"],
    url: "/api/auth/*",
    handler: async (request, reply) => {
      const answer = await auth.handle(toWebRequest(request, baseUrl));
      void reply.status(answer.status);
      for (const [name, value] of answer.headers) {
        if (name !== "set-cookie") void reply.header(name, value);
      }
      const cookies = answer.headers.getSetCookie();
      if (cookies.length > 0) void reply.header("set-cookie", cookies);
      return reply.send(answer.body === null ? null : await answer.text());
    },
  });
}

/** The headers of a request as the Fetch API has them. */
export function toHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

function toWebRequest(request: FastifyRequest, baseUrl: string): Request {
  const headers = toHeaders(request);
  // The body is written anew from its parsed form, so its length may differ.
  headers.delete("content-length");
  const hasBody = request.method === "POST" && request.body !== undefined && request.body !== null;
  return new Request(new URL(request.url, baseUrl), {
    method: request.method,
    headers,
    ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
  });
}
