import type { BackupPlace } from "@headroom/telemetry-store";
import type { BackupFile } from "./manifest.ts";

/** Names of the two halves of a backup. */
export const parts = { telemetry: "telemetry", metadata: "metadata" } as const;

/** One backup at its place. Every call throws BackupError with what to do. */
export interface BackupStorage {
  /** Where ClickHouse writes and reads. */
  readonly telemetryPlace: BackupPlace;
  /** Makes the place; refuses one that is in use. */
  create(): Promise<void>;
  /** A local directory that metadata is dumped into, and the name of its parent's files. */
  openMetadata(): Promise<string>;
  /** Brings everything to its place and describes the files that restore has to check. */
  collect(): Promise<BackupFile[]>;
  writeManifest(text: string): Promise<void>;
  /** Removes what an unfinished backup left, as far as that is possible. */
  discard(): Promise<void>;
  /** The manifest's text; refuses an incomplete backup. */
  readManifest(): Promise<string>;
  /** Checks files and hands over a local directory with those of the metadata. */
  fetchMetadata(files: readonly BackupFile[]): Promise<string>;
  /** Removes local copies. Safe to call twice. */
  close(): Promise<void>;
}
