import type { CanActivate, ExecutionContext } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { ApiError } from "../http/errors.ts";
import { toHeaders } from "./auth-routes.ts";
import type { Auth, User } from "./auth.ts";

const PUBLIC_PATHS = new Set(["/healthz", "/readyz", "/api/v1/session", "/api/openapi.json"]);
const READ_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Who a request acts for: the signed-in user, or null where no sign-in is asked. */
export function actorOf(request: FastifyRequest): User | null {
  return actors.get(request) ?? null;
}

const localAdministrator: User = {
  id: "local",
  name: "the owner of the data directory",
  email: "",
  role: "admin",
};

const actors = new WeakMap<FastifyRequest, User>();

/** The name to put into a timeline. */
export function actorName(request: FastifyRequest, given: string | undefined): string {
  return actorOf(request)?.name ?? given ?? "somebody on this machine";
}

/**
 * Lets a request pass when it carries a session or none is required, and when a browser's
 * changing request comes from the dashboard itself (no other site may use a visitor's access).
 */
export class AccessGuard implements CanActivate {
  readonly #auth: Auth;
  readonly #required: boolean;
  readonly #origins: ReadonlySet<string>;
  readonly #isLocal: (request: FastifyRequest) => boolean;

  /** @param isLocal whether a request proves to come from whoever owns the data directory */
  constructor(
    auth: Auth,
    required: boolean,
    origins: readonly string[],
    isLocal: (request: FastifyRequest) => boolean,
  ) {
    this.#auth = auth;
    this.#required = required;
    this.#origins = new Set(origins);
    this.#isLocal = isLocal;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { origin } = request.headers;
    if (!READ_METHODS.has(request.method) && origin !== undefined && !this.#origins.has(origin)) {
      throw new ApiError(
        "forbidden",
        `Requests from ${origin} are not accepted. Set HEADROOM_PUBLIC_URL to the dashboard's address.`,
      );
    }
    const user = this.#isLocal(request)
      ? localAdministrator
      : await this.#auth.userOf(toHeaders(request));
    if (user !== null) actors.set(request, user);
    if (user !== null || !this.#required) return true;
    if (PUBLIC_PATHS.has(request.url.split("?")[0] ?? "")) return true;
    throw new ApiError("unauthenticated", "Sign in, then send the request again.");
  }
}
