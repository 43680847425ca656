import type { MetadataStore } from "@headroom/metadata-store";
import type { TelemetryStore, UpkeepFacts } from "@headroom/telemetry-store";
import type { Config } from "../config/load.ts";
import { readRetention } from "./retention-settings.ts";

/** What reads how storage stands. */
export interface StorageDependencies {
  readonly metadata: MetadataStore;
  readonly telemetry: Pick<TelemetryStore, "queries" | "upkeep">;
  readonly config: Pick<Config, "storage">;
  readonly now: () => number;
}

/** Everything that upkeep decides from, as it is now. */
export async function readStorageFacts({
  metadata,
  telemetry,
  config,
  now,
}: StorageDependencies): Promise<UpkeepFacts> {
  const [policy, partitions, disks, leavingBytes] = await Promise.all([
    readRetention(metadata),
    telemetry.upkeep.partitions(),
    telemetry.queries.disks(),
    telemetry.upkeep.leavingBytes(),
  ]);
  return { policy, partitions, disks, leavingBytes, limits: config.storage, nowMs: now() };
}
