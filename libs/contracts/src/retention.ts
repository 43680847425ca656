import { z } from "zod";
import { isoTime } from "./primitives.ts";

/** What is kept for how long: raw telemetry by signal, and what is summed up from spans and logs. */
export const retentionSignal = z.enum(["traces", "logs", "metrics", "rollups"]);
export type RetentionSignal = z.infer<typeof retentionSignal>;

const days = z.number().int().min(1).max(3_650);

/** Whole days that each signal is kept. */
export const retentionPolicy = z.strictObject({
  traces: days,
  logs: days,
  metrics: days,
  rollups: days,
});
export type RetentionPolicy = z.infer<typeof retentionPolicy>;

const bytes = z.number().int().nonnegative();

/** What a policy lets go of in a signal. */
export const freedSignal = z.object({
  signal: retentionSignal,
  bytes,
  rows: z.number().int(),
  partitions: z.number().int(),
  /** Days whose rows go, of one or more tables. */
  days: z.number().int(),
});
export type FreedSignal = z.infer<typeof freedSignal>;

export const retentionUpdate = z.strictObject({
  policy: retentionPolicy,
  /** True: nothing changes, the answer says what would go. */
  dryRun: z.boolean().default(false),
});

/** The answer to an update: what it frees within a minute, or would free. */
export const retentionResult = z.object({
  policy: retentionPolicy,
  applied: z.boolean(),
  bytes,
  signals: z.array(freedSignal),
});
export type RetentionResult = z.infer<typeof retentionResult>;

/** A day of a table; roll-ups are stored by weeks, and a week is one entry. */
export const storedDay = z.object({
  /** UTC. */
  day: z.iso.date(),
  days: z.number().int(),
  rows: z.number().int(),
  bytes,
});

export const storedTable = z.object({
  table: z.string(),
  signal: retentionSignal,
  keepDays: z.number().int(),
  rows: z.number().int(),
  bytes,
  parts: z.number().int(),
  /** Oldest first, the newest 366. */
  days: z.array(storedDay),
});

/** How a disk, or the limit on telemetry, stands. */
export const storagePressure = z.object({
  kind: z.enum(["disk", "limit"]),
  name: z.string(),
  usedBytes: bytes,
  totalBytes: bytes,
  /** Use from which on the oldest days are dropped. */
  markBytes: bytes,
  /** `near`: within 5 points of the mark. */
  level: z.enum(["ok", "near", "over"]),
});
export type StoragePressure = z.infer<typeof storagePressure>;

const freedRange = {
  bytes,
  rows: z.number().int(),
  signals: z.array(freedSignal),
  /** The days that went: from the start of the first to the end of the last. */
  from: isoTime,
  to: isoTime,
};

/** What upkeep did or saw. */
export const storageEvent = z.discriminatedUnion("kind", [
  z.object({ id: z.string(), at: isoTime, kind: z.literal("expired"), ...freedRange }),
  z.object({ id: z.string(), at: isoTime, kind: z.literal("dropped_for_disk"), ...freedRange }),
  z.object({
    id: z.string(),
    at: isoTime,
    kind: z.literal("pressure"),
    level: storagePressure.shape.level,
    name: z.string(),
    usedShare: z.number(),
    markShare: z.number(),
  }),
  z.object({
    id: z.string(),
    at: isoTime,
    kind: z.literal("policy_changed"),
    by: z.string(),
    from: retentionPolicy,
    to: retentionPolicy,
  }),
  z.object({ id: z.string(), at: isoTime, kind: z.literal("failed"), detail: z.string() }),
]);
export type StorageEvent = z.infer<typeof storageEvent>;

/** What is stored, for how long, and where it is going. */
export const storage = z.object({
  policy: retentionPolicy,
  /** Days that 10-second roll-ups are kept, whatever the policy says. */
  fineRollupDays: z.number().int(),
  tables: z.array(storedTable),
  /** The fullest (in shares of its mark) first. */
  pressures: z.array(storagePressure),
  /** Bytes above the mark that are of today or not Headroom's, so that dropping cannot help. */
  stuckBytes: bytes,
  /** What the policy lets go of at the next upkeep. */
  expired: z.array(freedSignal),
  growth: z.object({
    /** Null before a day is complete. */
    bytesPerDay: z.number().nullable(),
    /** At the present growth, at most 365; null: not within them, or not known yet. */
    daysToMark: z.number().int().nullable(),
  }),
  /** Log tables that the ClickHouse server keeps of itself; retention leaves them alone. */
  systemLogs: z.object({
    bytes,
    /** More than 1 GB: the server should expire them. */
    isLarge: z.boolean(),
    tables: z.array(z.object({ table: z.string(), rows: z.number().int(), bytes })),
  }),
  /** Newest first, at most 50. */
  events: z.array(storageEvent),
});
export type Storage = z.infer<typeof storage>;

/** How storage stands, in short; part of the status. */
export const storageState = z.object({
  level: storagePressure.shape.level,
  /** Of the disk or limit that is fullest. */
  usedShare: z.number(),
  markShare: z.number(),
  /** Bytes above the mark that dropping cannot free. */
  stuckBytes: bytes,
  /** The last time, within 24 hours, that days went to make room. */
  droppedForDisk: z.object({ at: isoTime, bytes, from: isoTime, to: isoTime }).nullable(),
});
