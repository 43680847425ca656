import type { LogRecord } from "@headroom/contracts";

/** A record with a key that stays the same from answer to answer. */
export interface KeyedLog {
  readonly key: string;
  readonly record: LogRecord;
}

/**
 * Gives records keys made of their content, as the API's ids hold within one answer only. Records
 * that are equal in all of it are counted from the oldest, which keeps their keys when newer ones
 * arrive. `records` is newest first.
 */
export function keyRecords(records: readonly LogRecord[]): KeyedLog[] {
  const seen = new Map<string, number>();
  const keyed: KeyedLog[] = [];
  for (let index = records.length - 1; index >= 0; index -= 1) {
    const record = records[index];
    if (record === undefined) continue;
    const content = contentKey(record);
    const times = (seen.get(content) ?? 0) + 1;
    seen.set(content, times);
    keyed.push({ key: times === 1 ? content : `${content}#${times}`, record });
  }
  return keyed.reverse();
}

function contentKey(record: LogRecord): string {
  const rest = [record.traceId, record.severityText, record.body, record.eventName];
  for (const [key, value] of Object.entries(record.attributes)) rest.push(key, value);
  return `${record.time}/${record.service}/${record.spanId}/${hashText(rest.join("\u0000"))}`;
}

/** Two FNV-1a hashes of 32 bits with different seeds, in hex. */
function hashText(text: string): string {
  let one = 0x811c9dc5;
  let two = 0x01234567;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code, 0x01000193) + index;
  }
  return (one >>> 0).toString(16).padStart(8, "0") + (two >>> 0).toString(16).padStart(8, "0");
}

/** Newer records in front of known ones, newest first, none of them twice. */
export function mergeRecords(
  newer: readonly LogRecord[],
  known: readonly LogRecord[],
): LogRecord[] {
  const knownKeys = new Set(keyRecords(known).map(({ key }) => key));
  const fresh = keyRecords(newer).filter(({ key }) => !knownKeys.has(key));
  if (fresh.length === 0) return [...known];
  const merged = [...fresh.map(({ record }) => record), ...known];
  // The sort is stable, and nanoseconds as text of one length order like the instants.
  return merged.sort((a, b) => (a.time === b.time ? 0 : a.time < b.time ? 1 : -1));
}
