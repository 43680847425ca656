import { z } from "zod";

/** ISO 8601 instant with an offset, as every time in the API. */
export const isoTime = z.iso
  .datetime({ offset: true })
  .meta({ example: "2026-01-31T12:00:00.000Z" });

/** 32 hex digits. */
export const traceId = z
  .string()
  .regex(/^[0-9a-f]{32}$/i, "A trace id has 32 hexadecimal digits.")
  .transform((id) => id.toLowerCase());

/** String labels; keys and values are bounded so that a row stays small. */
export const labels = z.record(z.string().min(1).max(200), z.string().max(2_000));

/** Free attribute map of telemetry as stored: every value as text. */
export const attributes = z.record(z.string(), z.string());

/** A range of time as query parameters; `to` defaults to now, `from` to an hour before. */
export const timeRange = z.object({
  from: isoTime.optional().describe("Start, inclusive. Default: one hour before `to`."),
  to: isoTime.optional().describe("End, exclusive. Default: now."),
});

/** Seconds between two points of a series; chosen by the server where absent. */
export const step = z.coerce.number().int().min(1).max(86_400).optional();

/** Cursor paging: pass the last answer's `nextCursor` to read on. */
export const paging = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/** One page; `nextCursor` is null on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** A query parameter that carries JSON, as lists of filters do. */
export function jsonParameter<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .max(10_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "Send this parameter as JSON." });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** Points of one series: [Unix milliseconds, value], null where nothing was measured. */
export const points = z.array(z.tuple([z.number(), z.number().nullable()]));

/** RFC 9457 problem details; `code` is the closed set of errorCodes. */
export const errorCodes = [
  "invalid_request",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "too_large",
  "rate_limited",
  "query_timeout",
  "query_too_large",
  "unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(errorCodes),
  detail: z.string(),
  instance: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;
