import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMetadataStore, type MetadataStore } from "@headroom/metadata-store";

/** A PostgreSQL of its own for one test file. */
export interface TestPostgres {
  /** The embedded driver on it. */
  readonly store: MetadataStore;
  readonly directory: string;
  readonly connectionString: string;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

/** Starts an embedded PostgreSQL in a new directory, with the present schema. */
export async function startPostgres(): Promise<TestPostgres> {
  const directory = await mkdtemp(join(tmpdir(), "headroom-postgres-"));
  const store = await openMetadataStore({ kind: "embedded", directory });
  return {
    store,
    directory,
    connectionString: store.connectionString,
    stop: async () => {
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
