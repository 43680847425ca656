/** One page of a list. Pass `nextCursor` back to read on; null: that was all. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** What to read of a list. `cursor` is the `nextCursor` of the page before. */
export interface PageRequest {
  readonly cursor?: string | undefined;
  /** 1–500, default 50. */
  readonly limit?: number | undefined;
}

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 500;

/** The bounded number of rows to read: one more than shown tells whether a page follows. */
export function rowLimit(request: PageRequest): number {
  const wanted = Math.trunc(request.limit ?? DEFAULT_LIMIT);
  return Math.min(Math.max(wanted, 1), LARGEST_LIMIT) + 1;
}

/** Cuts rows read with `rowLimit` to a page whose cursor is the id of its last item. */
export function toPage<T extends { readonly id: string }>(
  rows: readonly T[],
  request: PageRequest,
): Page<T> {
  const size = rowLimit(request) - 1;
  const items = rows.slice(0, size);
  return { items, nextCursor: rows.length > size ? (items.at(-1)?.id ?? null) : null };
}

/** Splits a list so that one statement stays below the driver's limit of bound parameters. */
export function inChunks<T>(items: readonly T[], size = 1_000): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
