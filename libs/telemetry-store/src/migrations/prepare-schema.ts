import { dropLeftovers } from "../backup/tables.ts";
import type { StoreConnection } from "../driver/connection.ts";
import { runMigrations } from "./run-migrations.ts";
import type { Topology } from "./topology.ts";

/**
 * A step that brings the schema up to date and removes what broken backups left. It does so once:
 * calls at the same time share one try, later ones do nothing, and after a failure the next call
 * tries again. Throws `migration_failed` and `store_unavailable`.
 */
export function createSchemaStep(
  connection: StoreConnection,
  topology: Topology,
  now: () => number,
): () => Promise<void> {
  let done: Promise<void> | undefined;
  const prepare = async (): Promise<void> => {
    await runMigrations(connection.loads, topology);
    await dropLeftovers(connection.loads, connection.kind, now());
  };
  return async () => {
    done ??= prepare();
    try {
      await done;
    } catch (cause) {
      done = undefined;
      throw cause;
    }
  };
}
