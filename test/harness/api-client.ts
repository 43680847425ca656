import {
  routes,
  type Route,
  type RouteInput,
  type RouteName,
  type RouteResponse,
} from "@headroom/contracts";

type Parts<Name extends RouteName> = {
  [
    Key in keyof RouteInput<Name> as RouteInput<Name>[Key] extends undefined ? never : Key
  ]?: RouteInput<Name>[Key];
};

/** Calls endpoints by the names of the contracts and checks every answer against its schema. */
export interface ApiClient {
  call<Name extends RouteName>(name: Name, parts?: Parts<Name>): Promise<RouteResponse<Name>>;
}

/** An answer that is not a success. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`${status}: ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

/** A client for the API at `baseUrl`. */
export function createApiClient(baseUrl: string, headers: Record<string, string> = {}): ApiClient {
  return {
    async call(name, parts = {}) {
      const route: Route = routes[name];
      const { params, query, body } = parts as {
        params?: Record<string, string>;
        query?: Record<string, unknown>;
        body?: unknown;
      };
      const path = route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) =>
        encodeURIComponent(params?.[key] ?? ""),
      );
      const url = new URL(path, baseUrl);
      for (const [key, value] of Object.entries(query ?? {})) {
        if (value !== undefined) url.searchParams.set(key, String(value));
      }
      const response = await fetch(url, {
        method: route.method.toUpperCase(),
        headers: {
          ...headers,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      });
      const text = await response.text();
      const answer: unknown = text === "" ? undefined : JSON.parse(text);
      if (!response.ok) throw new ApiFailure(response.status, answer);
      return (route.response === undefined ? undefined : route.response.parse(answer)) as never;
    },
  };
}
