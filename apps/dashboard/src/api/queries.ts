import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { RouteName, RouteResponse } from "@headroom/contracts";
import { call, type CallInput, type CallOptions } from "./client";
import { differsOnlyInTime, queryKey, withCursor } from "./query-keys";

export { queryKey } from "./query-keys";

// A generic route name hides whether input may be left out; the exported functions still check it.
const callAny = call as (name: RouteName, input: unknown, options: CallOptions) => Promise<unknown>;

/** Names of endpoints that answer page by page. */
export type PagedRouteName = {
  [Name in RouteName]: RouteResponse<Name> extends { items: unknown[]; nextCursor: string | null }
    ? Name
    : never;
}[RouteName];

/**
 * Query options of one endpoint: `useQuery(apiQuery("getService", { params, query }))`. While the
 * time range moves on the last answer stays on screen; another question starts empty.
 */
export function apiQuery<Name extends RouteName>(
  name: Name,
  ...[input]: Record<never, never> extends CallInput<Name>
    ? [input?: CallInput<Name>]
    : [input: CallInput<Name>]
) {
  const key = queryKey(name, input);
  return queryOptions({
    queryKey: key,
    queryFn: ({ signal }) =>
      callAny(name, input, { signal }) as Promise<NonNullable<RouteResponse<Name>>>,
    placeholderData: (previous, query) =>
      query !== undefined && differsOnlyInTime(query.queryKey, key) ? previous : undefined,
  });
}

/** Like apiQuery for paged endpoints: `useInfiniteQuery`, one page a cursor. */
export function apiInfiniteQuery<Name extends PagedRouteName>(name: Name, input?: CallInput<Name>) {
  const key = [...queryKey(name, input), "pages"] as const;
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      callAny(name, withCursor(input, pageParam), { signal }) as Promise<RouteResponse<Name>>,
    initialPageParam: null as string | null,
    getNextPageParam: (page: RouteResponse<Name>) =>
      (page as { nextCursor: string | null }).nextCursor,
    placeholderData: (previous, query) =>
      query !== undefined && differsOnlyInTime(query.queryKey, key) ? previous : undefined,
  });
}
