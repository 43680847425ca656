import { problem, routes, type Route } from "@headroom/contracts";
import { z } from "zod";

type Json = Record<string, unknown>;

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    reused: "inline",
  });
  return rest as Json;
}

function parametersOf(schema: z.ZodObject | undefined, place: "path" | "query"): Json[] {
  if (schema === undefined) return [];
  const json = schemaOf(schema, "input");
  const properties = (json["properties"] ?? {}) as Record<string, Json>;
  const required = new Set((json["required"] ?? []) as string[]);
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === "path" || required.has(name),
    ...(description === undefined ? {} : { description }),
    schema: property,
  }));
}

function operationOf(name: string, route: Route): Json {
  const status = route.status ?? (route.response === undefined ? 204 : 200);
  return {
    operationId: name,
    summary: route.summary,
    tags: [route.tag],
    parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: schemaOf(route.body, "input") } },
          },
        }),
    responses: {
      [status]:
        route.response === undefined
          ? { description: "Done" }
          : {
              description: "Done",
              content: { "application/json": { schema: schemaOf(route.response, "output") } },
            },
      default: {
        description: "What went wrong, as problem details (RFC 9457)",
        content: {
          "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
        },
      },
    },
  };
}

/** The OpenAPI 3.1 document of the whole API, made from the contracts. */
export function createOpenApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries<Route>(routes)) {
    const path = (paths[route.path] ??= {});
    path[route.method] = operationOf(name, route);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Headroom",
      version,
      description:
        "Times are ISO 8601. Lists are paged by cursor. Errors are problem details (RFC 9457).",
    },
    paths,
    components: { schemas: { Problem: schemaOf(problem, "output") } },
  };
}
