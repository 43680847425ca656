import type { RouteName } from "@headroom/contracts";

/** Cache key of a call: the route's name, then its input. Invalidate all by `[name]`. */
export function queryKey(name: RouteName, input: unknown): readonly [RouteName, unknown] {
  return [name, input ?? {}];
}

/** True when two keys ask the same question of another time range. */
export function differsOnlyInTime(a: readonly unknown[], b: readonly unknown[]): boolean {
  return JSON.stringify(a, dropTime) === JSON.stringify(b, dropTime);
}

function dropTime(key: string, value: unknown): unknown {
  return key === "from" || key === "to" || key === "step" ? undefined : value;
}

/** The input with the cursor of the page to read; null reads the first page. */
export function withCursor(input: unknown, cursor: string | null): unknown {
  if (cursor === null) return input;
  const given = (input ?? {}) as { query?: object };
  return { ...given, query: { ...given.query, cursor } };
}
