import {
  routes,
  type Route,
  type RouteInput,
  type RouteName,
  type RouteRequest,
} from "@headroom/contracts";

type Defined<Value> = Exclude<Value, undefined>;

/** Lists travel as JSON, so callers may pass them as lists. */
type QueryValue<Given, Parsed> = unknown extends Given
  ? Parsed
  : Given | (Parsed extends readonly (infer Item)[] ? readonly Item[] : never);
type QueryOf<Given, Parsed> = {
  [Key in keyof Given]: QueryValue<Given[Key], Key extends keyof Parsed ? Parsed[Key] : never>;
};

type Parts<Name extends RouteName> = {
  params: Defined<RouteInput<Name>["params"]>;
  query: QueryOf<Defined<RouteInput<Name>["query"]>, Defined<RouteRequest<Name>["query"]>>;
  body: Defined<RouteInput<Name>["body"]>;
};
type PartKey = "params" | "query" | "body";
type GivenKey<Name extends RouteName> = {
  [Key in PartKey]: [Parts<Name>[Key]] extends [never] ? never : Key;
}[PartKey];
type OptionalKey<Name extends RouteName> = {
  [Key in GivenKey<Name>]: Record<never, never> extends Parts<Name>[Key] ? Key : never;
}[GivenKey<Name>];

/** What a caller passes: path parameters, query and body, each only where the route has it. */
export type CallInput<Name extends RouteName> = Pick<
  Parts<Name>,
  Exclude<GivenKey<Name>, OptionalKey<Name>>
> &
  Partial<Pick<Parts<Name>, OptionalKey<Name>>>;

interface LooseInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** An HTTP request, ready for fetch. */
export interface BuiltRequest {
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
}

/**
 * Turns a route and its input into a request to the same origin. Undefined, null and empty query
 * values are left out; lists become JSON. Throws RangeError where a path parameter is missing.
 */
export function buildRequest(name: RouteName, input: LooseInput): BuiltRequest {
  const route: Route = routes[name];
  const path = route.path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = input.params?.[key];
    if (typeof value !== "string" || value === "") {
      throw new RangeError(`The path parameter "${key}" of ${name} is missing.`);
    }
    return encodeURIComponent(value);
  });
  const query = serializeQuery(input.query ?? {});
  return {
    method: route.method.toUpperCase(),
    url: query === "" ? path : `${path}?${query}`,
    body: input.body === undefined ? null : JSON.stringify(input.body),
  };
}

/** A query string without `?`, in the order of the keys. */
export function serializeQuery(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    const text = queryText(value);
    if (text !== "") search.append(key, text);
  }
  return search.toString();
}

function queryText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.length === 0 ? "" : JSON.stringify(value);
  if (typeof value === "object") return JSON.stringify(value);
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return "";
}
