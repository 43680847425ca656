import type { MetadataStore } from "@headroom/metadata-store";
import type { TelemetryStore } from "@headroom/telemetry-store";
import type { FastifyRequest } from "fastify";
import type { Config } from "../config/load.ts";
import { BackupTasks } from "./backup-tasks.ts";
import { createBackup } from "./create-backup.ts";
import { carriesToken, createLocalToken } from "./local-token.ts";

/** The backups of a server, and who may ask for them without a session. */
export interface Backups {
  readonly tasks: BackupTasks;
  /** Whether a request to the backup endpoints carries the token of the data directory. */
  isLocal(request: FastifyRequest): boolean;
}

/** Opens the backups of a process and writes the token that the command line uses. */
export async function openBackups(surroundings: {
  readonly config: Config;
  readonly metadata: MetadataStore;
  readonly telemetry: TelemetryStore;
  readonly now: () => number;
}): Promise<Backups> {
  const { config, metadata, telemetry, now } = surroundings;
  const token = await createLocalToken(config.dataDirectory);
  const { s3 } = config;
  const tasks = new BackupTasks(
    (plan) => createBackup({ ...plan, telemetry, metadata, s3, now }),
    now,
  );
  return {
    tasks,
    isLocal: ({ url, headers }) =>
      /^\/api\/v1\/backups(?:[/?]|$)/.test(url) && carriesToken(headers.authorization, token),
  };
}
