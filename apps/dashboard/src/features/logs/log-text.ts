import type { LogRecord } from "@headroom/contracts";

const LINE_CHARS = 2_000;

/** The body as one line; an event without a body shows its name, an empty record its attributes. */
export function lineOf(record: LogRecord): string {
  const body = record.body.length > LINE_CHARS ? record.body.slice(0, LINE_CHARS) : record.body;
  const text = body.replace(/\s+/g, " ").trim();
  if (text !== "") return text;
  if (record.eventName !== "") return record.eventName;
  return pairsOf(record) || "(empty record)";
}

const LINE_PAIRS = 8;
const PAIR_CHARS = 80;

/** The first attributes as `key=value`, to stand behind the body; empty where there are none. */
export function pairsOf(record: LogRecord): string {
  return Object.entries(record.attributes)
    .slice(0, LINE_PAIRS)
    .map(([key, value]) => `${key}=${value.slice(0, PAIR_CHARS).replace(/\s+/g, " ")}`)
    .join(" ");
}

/** The body for reading: JSON is indented, anything else stays as it is. */
export function prettyBody(body: string): string {
  const trimmed = body.trim();
  if (!/^[[{]/.test(trimmed)) return body;
  try {
    return JSON.stringify(JSON.parse(trimmed), null, 2);
  } catch {
    return body;
  }
}

/** The minute before and after a record, as instants for the URL. */
export function windowAround(time: string, aroundMs = 60_000): { from: string; to: string } | null {
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) return null;
  return {
    from: new Date(ms - aroundMs).toISOString(),
    to: new Date(ms + aroundMs).toISOString(),
  };
}

/** The record as JSON, for copying. */
export function recordJson(record: LogRecord): string {
  const { id: _id, ...rest } = record;
  return JSON.stringify(rest, null, 2);
}
