import {
  applyDecorators,
  createParamDecorator,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  type ExecutionContext,
} from "@nestjs/common";
import { routes, type Route, type RouteName, type RouteRequest } from "@headroom/contracts";
import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { invalidRequest } from "./errors.ts";

const ROUTE_KEY = "headroom:route";

const methods: Readonly<Record<Route["method"], RequestMethod>> = {
  get: RequestMethod.GET,
  post: RequestMethod.POST,
  put: RequestMethod.PUT,
  patch: RequestMethod.PATCH,
  delete: RequestMethod.DELETE,
};

/** Binds a controller method to a route of the contracts: method, path and success status. */
export function Endpoint(name: RouteName): MethodDecorator {
  const route: Route = routes[name];
  return applyDecorators(
    RequestMapping({
      method: methods[route.method],
      path: route.path.replaceAll(/\{(\w+)\}/g, ":$1"),
    }),
    HttpCode(route.status ?? (route.response === undefined ? 204 : 200)),
    SetMetadata(ROUTE_KEY, name),
  );
}

/** The names bound so far by `Endpoint` on a controller class. */
export function endpointsOf(controller: { prototype: object }): RouteName[] {
  const names: RouteName[] = [];
  for (const key of Object.getOwnPropertyNames(controller.prototype)) {
    const handler: unknown = Reflect.get(controller.prototype, key);
    if (typeof handler !== "function") continue;
    const name: unknown = Reflect.getMetadata(ROUTE_KEY, handler);
    if (typeof name === "string" && name in routes) names.push(name as RouteName);
  }
  return names;
}

/** The request's params, query and body, parsed by the route's schemas. */
export const Input = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  const name: unknown = Reflect.getMetadata(ROUTE_KEY, context.getHandler());
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return parseRequest(name as RouteName, request);
});

/**
 * Parses a request by the schemas of its route.
 * @throws ApiError `invalid_request` naming every bad field
 */
export function parseRequest<Name extends RouteName>(
  name: Name,
  request: { params: unknown; query: unknown; body: unknown },
): RouteRequest<Name> {
  const route: Route = routes[name];
  const parsed = {
    params: parsePart("path", route.params, request.params),
    query: parsePart("query", route.query?.strict(), request.query),
    body: parsePart("body", route.body, request.body ?? {}),
  };
  // The schemas are the ones RouteRequest is inferred from.
  return parsed as RouteRequest<Name>;
}

function parsePart(
  place: "body" | "query" | "path",
  schema: z.ZodType | undefined,
  value: unknown,
): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw invalidRequest(place, result.error);
  return result.data;
}
