import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openMetadataStore, type MetadataStore } from "@headroom/metadata-store";
import {
  openTelemetryStore,
  type LoadReport,
  type TelemetryStore,
  type TelemetryStoreOptions,
} from "@headroom/telemetry-store";
import type { JobsBackend } from "@headroom/jobs";
import type { Logger } from "pino";
import { isHalfRestored } from "./backup/empty-directory.ts";
import { ConfigError, type Config } from "./config/load.ts";
import { formatError } from "./lifecycle/format-error.ts";
import { limitRepeats } from "./lifecycle/limit-repeats.ts";

/** Makes sure that the data directory can be written. @throws ConfigError */
export function prepareDataDirectory(config: Config): void {
  if (isHalfRestored(config.dataDirectory)) {
    throw new ConfigError([
      `HEADROOM_DATA_DIR: a restore into ${config.dataDirectory} has not ended. Run it again with --force.`,
    ]);
  }
  try {
    mkdirSync(join(config.dataDirectory, "spool"), { recursive: true });
  } catch (error) {
    throw new ConfigError([
      `HEADROOM_DATA_DIR: ${config.dataDirectory} can't be written (${formatError(error)}). Choose a directory that this user may write.`,
    ]);
  }
}

/** Opens the telemetry store: the embedded engine, or CLICKHOUSE_URL. `hooks` are told its work. */
export function openTelemetry(
  config: Config,
  log: Logger,
  hooks: Pick<TelemetryStoreOptions, "onQuery" | "onLoad"> = {},
): Promise<TelemetryStore> {
  const onProblem = limitRepeats(
    (problem, timesBefore) => log.warn({ problem, timesBefore }, "telemetry store"),
    Date.now,
  );
  const observed = {
    spoolDirectory: join(config.dataDirectory, "spool"),
    spool: { maxBytes: config.spoolMaxBytes },
    onProblem,
    onQuery: hooks.onQuery,
    onLoad: (report: LoadReport) => {
      if (report.problem !== undefined) {
        onProblem(`${report.segmentId} is not loaded, ${report.outcome}: ${report.problem}`);
      }
      hooks.onLoad?.(report);
    },
  };
  return openTelemetryStore(
    config.clickhouseUrl === undefined
      ? {
          kind: "embedded",
          directory: join(config.dataDirectory, "clickhouse"),
          maxMemoryBytes: config.engineMemoryBytes,
          ...observed,
        }
      : {
          kind: "server",
          url: config.clickhouseUrl,
          opensAlone: isIngestOnly(config),
          ...observed,
        },
  );
}

/** Such a process needs no answers of ClickHouse, so it takes telemetry while ClickHouse is away. */
function isIngestOnly({ roles }: Config): boolean {
  return roles.size === 1 && roles.has("ingest");
}

/** Opens the metadata store: the embedded PostgreSQL, or DATABASE_URL. */
export function openMetadata(config: Config, log: Logger): Promise<MetadataStore> {
  const onProblem = (problem: Error): void => log.warn({ err: problem }, "metadata store");
  return openMetadataStore(
    config.databaseUrl === undefined
      ? { kind: "embedded", directory: config.dataDirectory, onProblem }
      : { kind: "server", url: config.databaseUrl, onProblem },
  );
}

/** Where jobs wait: REDIS_URL, or the PostgreSQL of the metadata. */
export function jobsBackend(config: Config, metadata: MetadataStore): JobsBackend {
  return config.redisUrl === undefined
    ? { kind: "postgres", connectionString: metadata.connectionString }
    : { kind: "redis", url: config.redisUrl };
}
