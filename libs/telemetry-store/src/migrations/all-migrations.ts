import { telemetryTablesMigration } from "./0001-telemetry-tables.ts";
import { rollupsMigration } from "./0002-rollups.ts";
import { cataloguesMigration } from "./0003-catalogues.ts";
import { ownResultsMigration } from "./0004-own-results.ts";
import { valueTypesMigration } from "./0005-value-types.ts";
import { retentionMigration } from "./0006-retention.ts";
import { mapCodecMigration } from "./0007-map-codec.ts";
import { durableMergesMigration } from "./0008-durable-merges.ts";
import type { Migration } from "./topology.ts";

/** Every schema step in order; new steps are appended with the next number. */
export const migrations: readonly Migration[] = [
  telemetryTablesMigration,
  rollupsMigration,
  cataloguesMigration,
  ownResultsMigration,
  valueTypesMigration,
  retentionMigration,
  mapCodecMigration,
  durableMergesMigration,
];

/** The number of the newest schema step that this version knows. */
export const telemetrySchemaVersion = migrations.at(-1)?.version ?? 0;
