const TRACE_ID = /(?:^|[^0-9a-f])([0-9a-f]{32})(?![0-9a-f])/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The trace id in a pasted text: the id itself, a `traceparent` header, a UUID of the same digits or
 * an address that holds it. Lower case; null where there is none or it is all zeros.
 */
export function readTraceId(text: string): string | null {
  const trimmed = text.trim();
  const bare = UUID.test(trimmed) ? trimmed.replaceAll("-", "") : trimmed;
  const id = TRACE_ID.exec(bare)?.[1]?.toLowerCase();
  return id === undefined || /^0+$/.test(id) ? null : id;
}
