import type { StoreDisk } from "../queries/disks.ts";
import { keepDaysOf, keptTables } from "./retention.ts";
import type { RetentionPolicy } from "./retention.ts";

/** A day in ms; partitions are cut at midnight UTC. */
export const dayMs = 86_400_000;
/** The guard warns so far below the mark, and frees until so far below it. */
export const guardMargin = 0.05;

/** A partition of a table as it is stored. */
export interface StoredPartition {
  readonly table: string;
  /** ClickHouse's id of it: its first day as YYYYMMDD. */
  readonly id: string;
  /** Times of its rows: from `fromMs` on, before `toMs`. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly rows: number;
  readonly bytes: number;
  readonly parts: number;
}

/** When the disk guard acts. */
export interface StorageLimits {
  /** Share of a disk, 0 to 1. */
  readonly highWaterShare: number;
  /** Most bytes that telemetry may take. */
  readonly maxBytes?: number | undefined;
}

/** How a limit stands; `near` begins `guardMargin` below the mark. */
export interface StoragePressure {
  readonly kind: "disk" | "limit";
  /** Of the disk; for the limit `telemetry`. */
  readonly name: string;
  readonly usedBytes: number;
  readonly totalBytes: number;
  /** Used bytes from which on the guard drops. */
  readonly markBytes: number;
  /** Where the guard stops dropping. */
  readonly floorBytes: number;
  readonly level: "ok" | "near" | "over";
}

/** A partition to drop: it is older than the policy, or the disk needs its place. */
export interface PlannedDrop {
  readonly partition: StoredPartition;
  readonly reason: "expired" | "disk";
}

/** What upkeep knows when it decides. */
export interface UpkeepFacts {
  readonly partitions: readonly StoredPartition[];
  readonly disks: readonly StoreDisk[];
  /** Bytes of parts that were dropped or merged already and whose files go shortly. */
  readonly leavingBytes?: number;
  readonly limits: StorageLimits;
  readonly policy: RetentionPolicy;
  readonly nowMs: number;
}

/** What upkeep will do. */
export interface UpkeepPlan {
  /** Expired ones first, then those for the disk; each oldest first. */
  readonly drops: readonly PlannedDrop[];
  /** Before anything is dropped, the fullest first. */
  readonly pressures: readonly StoragePressure[];
  /** Bytes above the mark that no drop can free, because the rest is of today or not ours. */
  readonly stuckBytes: number;
}

/** The UTC day that holds `ms`, as the time of its midnight. */
export function startOfDay(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs;
}

/** When a partition expires under a policy, ms: its newest possible row is too old then. */
export function expiryOf(partition: StoredPartition, policy: RetentionPolicy): number {
  return partition.toMs + keepDaysOf(partition.table, policy) * dayMs;
}

/** Partitions that a policy lets go of at `nowMs`, oldest first. */
export function listExpired(
  partitions: readonly StoredPartition[],
  policy: RetentionPolicy,
  nowMs: number,
): StoredPartition[] {
  const expired = partitions.filter((partition) => expiryOf(partition, policy) <= nowMs);
  return expired.sort(byAge);
}

/** How disks and the limit on telemetry stand, the fullest (in shares of its mark) first. */
export function measurePressure({
  partitions,
  disks,
  leavingBytes = 0,
  limits,
}: Omit<UpkeepFacts, "policy" | "nowMs">): StoragePressure[] {
  const { highWaterShare: share, maxBytes } = limits;
  const pressures = disks.map(({ name, totalBytes, freeBytes }) => {
    const usedBytes = Math.max(0, totalBytes - freeBytes - leavingBytes);
    return toPressure("disk", name, usedBytes, totalBytes, share);
  });
  if (maxBytes !== undefined) {
    pressures.push(toPressure("limit", "telemetry", sumBytes(partitions), maxBytes, 1));
  }
  const fullness = (each: StoragePressure): number => each.usedBytes / each.markBytes;
  return pressures.sort((a, b) => fullness(b) - fullness(a) || (a.name < b.name ? -1 : 1));
}

function toPressure(
  kind: StoragePressure["kind"],
  name: string,
  usedBytes: number,
  totalBytes: number,
  markShare: number,
): StoragePressure {
  const markBytes = totalBytes * markShare;
  const floorBytes = totalBytes * (markShare - guardMargin);
  const level = usedBytes >= markBytes ? "over" : usedBytes >= floorBytes ? "near" : "ok";
  return { kind, name, usedBytes, totalBytes, markBytes, floorBytes, level };
}

/**
 * Decides what to drop. Expired partitions go. Where a disk or the limit is at its mark all the
 * same, whole days of raw telemetry go, oldest day first over all signals, until use is
 * `guardMargin` below the mark; never today's or later ones, and no roll-ups. With several disks
 * every dropped byte counts for the fullest one.
 */
export function planUpkeep(facts: UpkeepFacts): UpkeepPlan {
  const { partitions, policy, nowMs } = facts;
  const expired = listExpired(partitions, policy, nowMs);
  const pressures = measurePressure(facts);
  const expiredBytes = sumBytes(expired);
  const isOver = (each: StoragePressure): boolean =>
    each.usedBytes - expiredBytes >= each.markBytes;
  const excess = pressures
    .filter(isOver)
    .map(({ usedBytes, floorBytes }) => usedBytes - expiredBytes - floorBytes);
  const needBytes = Math.max(0, ...excess);
  const forDisk = needBytes > 0 ? takeOldestDays(facts, new Set(expired), needBytes) : [];
  const freedBytes = expiredBytes + sumBytes(forDisk);
  const stuck = pressures.map(({ usedBytes, markBytes }) => usedBytes - freedBytes - markBytes);
  return {
    drops: [
      ...expired.map((partition) => ({ partition, reason: "expired" as const })),
      ...forDisk.map((partition) => ({ partition, reason: "disk" as const })),
    ],
    pressures,
    stuckBytes: Math.max(0, ...stuck),
  };
}

function takeOldestDays(
  { partitions, nowMs }: UpkeepFacts,
  gone: ReadonlySet<StoredPartition>,
  needBytes: number,
): StoredPartition[] {
  const today = startOfDay(nowMs);
  const candidates = partitions
    .filter((each) => keptTables[each.table]?.isRaw === true && each.toMs <= today)
    .filter((each) => !gone.has(each))
    .sort(byAge);
  const taken: StoredPartition[] = [];
  let freedBytes = 0;
  let day: number | undefined;
  for (const partition of candidates) {
    if (partition.fromMs !== day && freedBytes >= needBytes) break;
    day = partition.fromMs;
    taken.push(partition);
    freedBytes += partition.bytes;
  }
  return taken;
}

/** Bytes of partitions together. */
export function sumBytes(partitions: readonly StoredPartition[]): number {
  return partitions.reduce((sum, partition) => sum + partition.bytes, 0);
}

function byAge(a: StoredPartition, b: StoredPartition): number {
  if (a.fromMs !== b.fromMs) return a.fromMs - b.fromMs;
  if (a.table !== b.table) return a.table < b.table ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
