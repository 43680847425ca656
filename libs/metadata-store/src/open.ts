import { sql, type Kysely } from "kysely";
import { openSnapshot } from "./backup/dump.ts";
import { createDatabase, openPool } from "./database.ts";
import { openEmbeddedServer, type EmbeddedServer } from "./embedded/embedded-server.ts";
import { MetadataStoreError, translateDriverError } from "./errors.ts";
import { migrateToLatest } from "./migrate.ts";
import { createRepositories, type MetadataStore } from "./store.ts";

const CLOSE_LIMIT_MS = 5_000;

/** Which PostgreSQL to use. */
export type MetadataStoreOptions = (
  | {
      readonly kind: "embedded";
      /** The data directory; the server keeps its files under `postgres` in it. */
      readonly directory: string;
    }
  | { readonly kind: "server"; readonly url: string }
) & {
  /** Told what happens outside of any call: a broken idle connection, a restart of the server. */
  readonly onProblem?: ((problem: Error) => void) | undefined;
};

/**
 * Opens the metadata database and brings it to the present schema.
 * @throws MetadataStoreError directory_unwritable, directory_in_use, start_failed, unavailable
 */
export async function openMetadataStore(options: MetadataStoreOptions): Promise<MetadataStore> {
  let closing: Promise<void> | undefined;
  const report = (problem: Error): void => {
    // A server that we stop ourselves breaks connections too; that is no problem.
    if (closing === undefined) options.onProblem?.(problem);
  };
  const server =
    options.kind === "embedded"
      ? await openEmbeddedServer(options.directory, report).catch((error: unknown) => {
          throw translateDriverError(error);
        })
      : undefined;
  const connectionString =
    options.kind === "server" ? checkUrl(options.url) : (server?.connectionString ?? "");
  const pool = openPool(connectionString, report);
  const db = createDatabase(pool);
  try {
    await migrateToLatest(db);
  } catch (error) {
    await db.destroy();
    await server?.close();
    throw translateDriverError(error);
  }
  return {
    ...createRepositories(db),
    connectionString,
    authDatabase: db as unknown as Kysely<unknown>,
    ping: async () => {
      await sql`select 1`.execute(db).catch((error: unknown) => {
        throw translateDriverError(error);
      });
    },
    openSnapshot: () => openSnapshot(connectionString),
    close: () => (closing ??= closeAll(() => db.destroy(), server)),
  };
}

/** A connection that hangs must not keep the process alive. */
async function closeAll(
  closePool: () => Promise<void>,
  server: EmbeddedServer | undefined,
): Promise<void> {
  const timer = Promise.withResolvers<void>();
  const handle = setTimeout(timer.resolve, CLOSE_LIMIT_MS);
  await Promise.race([closePool(), timer.promise]);
  clearTimeout(handle);
  await server?.close();
}

function checkUrl(url: string): string {
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new MetadataStoreError(
    "start_failed",
    "DATABASE_URL is not a PostgreSQL address. Write it as postgres://user:password@host:5432/database.",
  );
}
