import type { RefusalReason } from "../ingest/ingest-counters.ts";

const advice: Readonly<Record<RefusalReason, string>> = {
  unauthenticated:
    "Send a valid ingest key in the header authorization: Bearer <key>. Create keys in the settings; a revoked key stops within half a minute.",
  origin:
    "A web page of an unlisted origin tried to send. Add the origin to HEADROOM_OTLP_CORS_ORIGINS, or send from the server side.",
  quota_requests:
    "The key sends more requests than its quota. Send larger batches, or raise the quota in the settings.",
  quota_rows:
    "The key sends more spans, points and records than its quota. Sample or filter at the sender, or raise the quota in the settings.",
  quota_bytes:
    "The key sends more bytes than its quota. Send fewer or smaller attributes, or raise the quota in the settings.",
  malformed:
    "The body is not OTLP, or was cut off. Check the exporter's endpoint, protocol (protobuf or JSON) and compression.",
  too_large: "Send smaller batches (max export batch size), or raise HEADROOM_MAX_BODY_BYTES.",
  slow: "The sender took too long for its body. Check the network between them, and send smaller batches.",
  unsupported:
    "Use application/x-protobuf or application/json, with gzip, deflate, zstd or no compression.",
  overloaded:
    "More arrives at once than this process takes on. Add ingest processes, or send fewer and larger batches; senders try again by themselves.",
  not_stored:
    "The spool is full or its disk fails. Check that ClickHouse takes data, that the disk has room, and HEADROOM_SPOOL_MAX_BYTES; senders try again by themselves.",
  failed: "Something failed inside Headroom. The log of the ingest process says what.",
};

const senderNames: Readonly<Record<string, string>> = {
  configured: "Key of the settings",
  none: "Without a key",
  unknown: "Not identified",
};

/** What to do about a refusal. Processes of another version may report reasons not known here. */
export function adviseRefusal(reason: string): string {
  const known: Readonly<Record<string, string>> = advice;
  return known[reason] ?? "The documentation of the version that refuses says what to do.";
}

/** A sender in words: the name of its ingest key where it has one. */
export function nameSender(senderId: string, keyNames: ReadonlyMap<string, string>): string {
  return keyNames.get(senderId) ?? senderNames[senderId] ?? "A key that is gone";
}
