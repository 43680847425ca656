import type { RouteResponse } from "@headroom/contracts";
import { formatCount } from "@/format/number";
import { formatBytes } from "@/format/unit";

/** An ingest key as the API lists it. */
export type IngestKey = RouteResponse<"listIngestKeys">["items"][number];
type Quota = IngestKey["quota"];

const MEBIBYTE = 1_048_576;

/** What the key form holds; limits as typed, empty is without limit. */
export interface KeyDraft {
  readonly name: string;
  readonly requests: string;
  readonly rows: string;
  readonly mebibytes: string;
}

/** A form filled from a key. */
export function keyDraft({ name, quota }: Pick<IngestKey, "name" | "quota">): KeyDraft {
  const text = (value: number | null): string => (value === null ? "" : String(value));
  return {
    name,
    requests: text(quota.requestsPerSecond),
    rows: text(quota.rowsPerSecond),
    mebibytes: text(quota.bytesPerSecond === null ? null : quota.bytesPerSecond / MEBIBYTE),
  };
}

/** The body that saves a form. What is no number becomes NaN, which the schema refuses. */
export function keyBody(draft: KeyDraft): { name: string; quota: Quota } {
  const number = (text: string): number | null => (text.trim() === "" ? null : Number(text));
  const mebibytes = number(draft.mebibytes);
  return {
    name: draft.name,
    quota: {
      requestsPerSecond: number(draft.requests),
      rowsPerSecond: number(draft.rows),
      bytesPerSecond: mebibytes === null ? null : Math.round(mebibytes * MEBIBYTE),
    },
  };
}

/** A quota in words, such as `100 requests/s, 2.5 MiB/s`. */
export function describeQuota(quota: Quota): string {
  const { requestsPerSecond, rowsPerSecond, bytesPerSecond } = quota;
  const parts = [
    requestsPerSecond === null ? "" : `${formatCount(requestsPerSecond)} requests/s`,
    rowsPerSecond === null ? "" : `${formatCount(rowsPerSecond)} rows/s`,
    bytesPerSecond === null ? "" : `${formatBytes(bytesPerSecond)}/s`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "No limit" : parts.join(", ");
}
