import { storageEvent, type Storage, type StorageEvent } from "@headroom/contracts";
import type { UpkeepEventRecord } from "@headroom/metadata-store";
import {
  dayMs,
  keepDaysOf,
  keptTables,
  planUpkeep,
  projectGrowth,
  sumBytes,
  type StoragePressure,
  type StoredPartition,
  type SystemLog,
  type UpkeepFacts,
} from "@headroom/telemetry-store";
import { toIso } from "../telemetry/range.ts";
import { summariseBySignal } from "./summarise-drops.ts";

const MOST_DAYS = 366;
const LARGE_LOG_BYTES = 1_000_000_000;

/** The storage answer from what was read. */
export function presentStorage(
  facts: UpkeepFacts,
  systemLogs: readonly SystemLog[],
  events: readonly UpkeepEventRecord[],
): Storage {
  const plan = planUpkeep(facts);
  const growth = projectGrowth(facts);
  const logBytes = systemLogs.reduce((sum, each) => sum + each.bytes, 0);
  const expired = plan.drops.filter(({ reason }) => reason === "expired");
  return {
    policy: facts.policy,
    fineRollupDays: keptTables["red_10s"]?.fixedDays ?? 0,
    tables: presentTables(facts),
    pressures: plan.pressures.map(presentPressure),
    stuckBytes: Math.round(plan.stuckBytes),
    expired: summariseBySignal(expired.map(({ partition }) => partition)),
    growth,
    systemLogs: {
      bytes: logBytes,
      isLarge: logBytes > LARGE_LOG_BYTES,
      tables: [...systemLogs],
    },
    events: events.flatMap(presentEvent),
  };
}

function presentTables({ partitions, policy }: UpkeepFacts): Storage["tables"] {
  const stored = Map.groupBy(partitions, ({ table }) => table);
  return Object.entries(keptTables).map(([table, kept]) => {
    const own = (stored.get(table) ?? []).toSorted((a, b) => a.fromMs - b.fromMs);
    return {
      table,
      signal: kept.signal,
      keepDays: keepDaysOf(table, policy),
      rows: own.reduce((sum, { rows }) => sum + rows, 0),
      bytes: sumBytes(own),
      parts: own.reduce((sum, { parts }) => sum + parts, 0),
      days: own.slice(-MOST_DAYS).map(presentDay),
    };
  });
}

function presentDay({ fromMs, toMs, rows, bytes }: StoredPartition) {
  return { day: toIso(fromMs).slice(0, 10), days: (toMs - fromMs) / dayMs, rows, bytes };
}

function presentPressure(pressure: StoragePressure) {
  const { kind, name, usedBytes, totalBytes, markBytes, level } = pressure;
  return { kind, name, usedBytes, totalBytes, markBytes: Math.round(markBytes), level };
}

/** An event as the API tells it; one of a kind that this version does not know is left out. */
export function presentEvent(record: UpkeepEventRecord): StorageEvent[] {
  const { id, atMs, kind, detail } = record;
  const fields = typeof detail === "object" && detail !== null ? detail : {};
  const parsed = storageEvent.safeParse({ ...fields, id, at: toIso(atMs), kind });
  return parsed.success ? [parsed.data] : [];
}
