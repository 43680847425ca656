import { badQuery } from "./conditions.ts";

/** The last row of a page: its time in nanoseconds and its tie-breaking id. */
export interface KeysetCursor {
  readonly timeNs: string;
  readonly id: string;
}

/** The cursor as one opaque string. */
export function formatCursor(cursor: KeysetCursor): string {
  return `${cursor.timeNs}_${cursor.id}`;
}

/** The parts of a cursor string whose id must match `idPattern`. Throws `bad_query`. */
export function parseCursor(text: string, idPattern: RegExp): KeysetCursor {
  const [timeNs = "", id = "", ...rest] = text.split("_");
  if (rest.length > 0 || !/^\d{1,19}$/.test(timeNs) || !idPattern.test(id)) {
    throw badQuery("The page cursor is not valid. Start again from the first page.");
  }
  return { timeNs, id };
}
