import {
  planUpkeep,
  type PlannedDrop,
  type StoragePressure,
  type StoredPartition,
} from "@headroom/telemetry-store";
import type { Logger } from "pino";
import { z } from "zod";
import { formatError } from "../lifecycle/format-error.ts";
import { nextLevel } from "./note-pressure.ts";
import { readStorageFacts, type StorageDependencies } from "./storage-facts.ts";
import { summariseDrops } from "./summarise-drops.ts";

const LEASE = "storage.upkeep";
/** Longer than a turn with its last statement takes. */
const LEASE_MS = 15 * 60_000;
/** A turn begins no further drop after this; the next turn goes on. */
const TURN_MS = 4 * 60_000;
const PRESSURE_KEY = "upkeep.pressure";

const levels = z.enum(["ok", "near", "over"]);

/** What a turn of upkeep needs. */
export interface UpkeepDependencies extends StorageDependencies {
  readonly log: Logger;
}

/**
 * A turn of upkeep: drops what the policy lets go of, and the oldest days where the disk is at its
 * mark, and notes both for people. Does nothing while another process has a turn.
 */
export async function runUpkeep(owner: string, dependencies: UpkeepDependencies): Promise<void> {
  const { metadata, now } = dependencies;
  const lease = { name: LEASE, owner };
  if (!(await metadata.leases.take({ ...lease, nowMs: now(), leaseMs: LEASE_MS }))) return;
  try {
    const plan = planUpkeep(await readStorageFacts(dependencies));
    await notePressure(plan.pressures[0], dependencies);
    await carryOut(plan.drops, dependencies);
    if (plan.stuckBytes > 0) {
      dependencies.log.warn(
        { bytes: Math.round(plan.stuckBytes) },
        "the disk is at its mark and nothing is left to drop but today's telemetry; free space or make the disk larger",
      );
    }
  } finally {
    await metadata.leases.end(lease);
  }
}

async function notePressure(
  worst: StoragePressure | undefined,
  { metadata, now, log }: UpkeepDependencies,
): Promise<void> {
  const stored = levels.safeParse(await metadata.settings.get(PRESSURE_KEY));
  const told = stored.success ? stored.data : "ok";
  const level = nextLevel(told, worst);
  if (level === told || worst === undefined) return;
  const { name, usedBytes, markBytes, totalBytes } = worst;
  const usedShare = usedBytes / totalBytes;
  const markShare = markBytes / totalBytes;
  const detail = { level, name, usedShare, markShare };
  await metadata.upkeepEvents.record({ nowMs: now(), kind: "pressure", detail });
  await metadata.settings.set({ key: PRESSURE_KEY, value: level, nowMs: now() });
  if (level === "ok") log.info(detail, "storage is below its mark again");
  else if (level === "near") {
    log.warn(detail, "storage fills up; at the mark the oldest days are dropped");
  } else log.warn(detail, "storage is at its mark; the oldest days are dropped");
}

async function carryOut(
  drops: readonly PlannedDrop[],
  { metadata, telemetry, now, log }: UpkeepDependencies,
): Promise<void> {
  const startedMs = now();
  const gone: Record<PlannedDrop["reason"], StoredPartition[]> = { expired: [], disk: [] };
  let failure: unknown;
  for (const { partition, reason } of drops) {
    if (now() - startedMs > TURN_MS) break;
    try {
      await telemetry.upkeep.drop(partition);
    } catch (error) {
      failure = error;
      break;
    }
    gone[reason].push(partition);
  }
  for (const [reason, kind] of [
    ["expired", "expired"],
    ["disk", "dropped_for_disk"],
  ] as const) {
    const detail = summariseDrops(gone[reason]);
    if (detail === undefined) continue;
    await metadata.upkeepEvents.record({ nowMs: now(), kind, detail });
    if (reason === "disk") log.warn(detail, "the oldest days were dropped to make room");
    else log.info(detail, "expired telemetry was dropped");
  }
  if (failure === undefined) return;
  const detail = { detail: formatError(failure) };
  await metadata.upkeepEvents.record({ nowMs: now(), kind: "failed", detail });
  throw failure;
}
