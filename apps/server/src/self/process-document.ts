import { otlpSignals, refusalCount, seriesOverflow, signalRates } from "@headroom/contracts";
import { z } from "zod";

const bytes = z.number().nonnegative();

const trimCounts = z.object({ attributesDropped: z.number(), valuesTruncated: z.number() });

const overflow = seriesOverflow.omit({ lastAt: true }).extend({ lastMs: z.number() });

/** What a process writes about itself besides who it is; read again by the api role. */
export const processDocument = z.object({
  freshnessMs: z.number(),
  spool: z.object({
    depthBytes: bytes,
    maxBytes: bytes,
    segments: z.number(),
    oldestAgeMs: z.number(),
    quarantinedSegments: z.number(),
    quarantinedBytes: bytes,
  }),
  disks: z.array(z.object({ name: z.string(), totalBytes: bytes, freeBytes: bytes })),
  lastProblem: z.object({ text: z.string(), atMs: z.number() }).nullable(),
  ingest: z
    .object({
      /** Each second, over the last minute. */
      rates: z.record(z.enum(otlpSignals), signalRates),
      refusedPerSecond: z.number(),
      acceptedPerSecond: z.number(),
      refusals: z.array(refusalCount),
      rejectedRows: z.record(z.string(), z.number()),
      trims: trimCounts.default({ attributesDropped: 0, valuesTruncated: 0 }),
      overflows: z.array(overflow).default([]),
    })
    .nullable(),
});
export type ProcessDocument = z.infer<typeof processDocument>;
