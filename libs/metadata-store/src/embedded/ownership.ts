import type pg from "pg";
import { MetadataStoreError } from "../errors.ts";
import { pollUntil } from "../wait.ts";
import { maintenanceClient } from "./server-process.ts";

/** Names the lock among all advisory locks of the maintenance database. */
const OWNER_LOCK_KEY = 4_840_125;
const TAKE_LIMIT_MS = 1_500;
const POLL_MS = 50;

/**
 * Takes the ownership of a running embedded server: an advisory lock on a connection that stays
 * open, which the system closes when this process dies, however it dies.
 * @throws MetadataStoreError directory_in_use when another live process holds it
 */
export async function takeOwnership(port: number, password: string): Promise<pg.Client> {
  const client = maintenanceClient(port, password);
  client.on("error", () => undefined);
  await client.connect();
  const taken = await pollUntil(
    async () => {
      const result = await client.query<{ taken: boolean }>(
        "select pg_try_advisory_lock($1) as taken",
        [OWNER_LOCK_KEY],
      );
      return result.rows[0]?.taken === true ? true : undefined;
    },
    TAKE_LIMIT_MS,
    POLL_MS,
  ).catch(async (error: unknown) => {
    await client.end().catch(() => undefined);
    throw error;
  });
  if (taken === true) return client;
  const owner = await findOwner(client);
  await client.end().catch(() => undefined);
  throw new MetadataStoreError(
    "directory_in_use",
    `Another Headroom process${owner} uses this data directory. Stop it, or set HEADROOM_DATA_DIR to another directory.`,
  );
}

async function findOwner(client: pg.Client): Promise<string> {
  const result = await client
    .query<{ name: string }>(
      `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
       where l.locktype = 'advisory' and l.granted and l.objid = $1 limit 1`,
      [OWNER_LOCK_KEY],
    )
    .catch(() => undefined);
  const pid = /^headroom-owner-(\d+)$/.exec(result?.rows[0]?.name ?? "")?.[1];
  return pid === undefined ? "" : ` (pid ${pid})`;
}
