import { z } from "zod";
import { isoTime } from "./primitives.ts";

/** The signals that are received. */
export const otlpSignals = ["traces", "metrics", "logs"] as const;

/** What is taken of one signal each second, on average over the last minute. */
export const signalRates = z.object({
  rows: z.number(),
  requests: z.number(),
  /** Uncompressed. */
  bytes: z.number(),
});

/** Requests of one sender that one process refused for one reason, since it started. */
export const refusalCount = z.object({
  senderId: z.string(),
  reason: z.string(),
  requests: z.number(),
  lastMs: z.number(),
});

/** A disk that holds telemetry or the spool. */
export const ingestionDisk = z.object({
  name: z.string(),
  totalBytes: z.number(),
  freeBytes: z.number(),
  /** 0 to 1. */
  usedShare: z.number(),
});

/** A process of Headroom, as it last reported. */
export const ingestionProcess = z.object({
  instanceId: z.string(),
  service: z.string(),
  roles: z.array(z.string()),
  version: z.string(),
  startedAt: isoTime,
  reportedAt: isoTime,
  /** Whether its last report is older than a process that lives would leave it. */
  isSilent: z.boolean(),
  freshnessMs: z.number(),
  spoolShare: z.number(),
  /** Why segments could not be loaded, while it lasts. */
  lastProblem: z.object({ text: z.string(), at: isoTime }).nullable(),
});
export type IngestionProcess = z.infer<typeof ingestionProcess>;

/** Requests that were refused for one reason, by sender, since the processes started. */
export const refusal = z.object({
  reason: z.string(),
  /** Name of the ingest key, or what stands for senders without one. */
  sender: z.string(),
  requests: z.number(),
  lastAt: isoTime,
  advice: z.string().describe("What to do about it."),
});
export type Refusal = z.infer<typeof refusal>;

/** What a table takes on disk. */
export const ingestionTable = z.object({
  table: z.string(),
  rows: z.number(),
  parts: z.number(),
  bytes: z.number(),
  uncompressedBytes: z.number(),
});
export type IngestionTable = z.infer<typeof ingestionTable>;

/** What a service takes on disk: its rows times the mean size of a row of their table. */
export const ingestionService = z.object({
  service: z.string(),
  rows: z.number(),
  estimatedBytes: z.number(),
});
export type IngestionService = z.infer<typeof ingestionService>;

/** How receiving, loading and keeping of telemetry stand. */
export const ingestion = z.object({
  /** False: own telemetry is switched off, and all that processes report is absent. */
  isWatched: z.boolean(),
  rates: z.record(z.enum(otlpSignals), signalRates).describe("Over all processes."),
  acceptedPerSecond: z.number(),
  refusedPerSecond: z.number(),
  freshnessMs: z.number().nullable().describe("Of the process that is furthest behind."),
  silenceMs: z.number().nullable().describe("Time since rows last came from a sender."),
  spool: z
    .object({
      usedBytes: z.number(),
      maxBytes: z.number(),
      usedShare: z.number(),
      segments: z.number(),
      oldestAgeMs: z.number(),
      quarantinedSegments: z.number(),
    })
    .nullable()
    .describe("The fullest one; segments of all."),
  disks: z.array(ingestionDisk).describe("Fullest first."),
  processes: z.array(ingestionProcess),
  refusals: z.array(refusal).describe("Newest first."),
  rejectedRows: z
    .array(z.object({ reason: z.string(), rows: z.number() }))
    .describe("Rows that were left out of accepted requests."),
  trims: z
    .object({ attributesDropped: z.number(), valuesTruncated: z.number() })
    .describe("What was left out of rows that were kept."),
  tables: z.array(ingestionTable).nullable().describe("Largest first; null: no answer."),
  services: z
    .array(ingestionService)
    .nullable()
    .describe("Largest first, at most 50; null: not measured yet."),
  servicesMeasuredAt: isoTime.nullable(),
});
export type Ingestion = z.infer<typeof ingestion>;
