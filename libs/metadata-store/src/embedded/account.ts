import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { MetadataStoreError } from "../errors.ts";

const run = promisify(execFile);
const COMMAND_TIMEOUT_MS = 10_000;
const ACCOUNT_NAME = "postgres";

/** The system account PostgreSQL runs under. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account to run PostgreSQL under: null for the present user, or the system account
 * `postgres` (created when missing) for root, because PostgreSQL refuses to run as root.
 * @throws MetadataStoreError start_failed when root cannot create the account
 */
export async function findServerAccount(): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const existing = await readAccount();
  if (existing !== null) return existing;
  try {
    const limit = { timeout: COMMAND_TIMEOUT_MS };
    await run("groupadd", ["--system", "--force", ACCOUNT_NAME], limit);
    await run(
      "useradd",
      [
        "--system",
        "--gid",
        ACCOUNT_NAME,
        "--no-create-home",
        "--shell",
        "/bin/false",
        ACCOUNT_NAME,
      ],
      limit,
    );
  } catch (error) {
    // Another process may have created it in the same moment.
    const created = await readAccount();
    if (created !== null) return created;
    throw accountError(error);
  }
  const created = await readAccount();
  if (created === null) throw accountError();
  return created;
}

function accountError(cause?: unknown): MetadataStoreError {
  return new MetadataStoreError(
    "start_failed",
    'PostgreSQL refuses to run as root and the system account "postgres" could not be created. Run Headroom as an ordinary user, create that account, or set DATABASE_URL.',
    cause,
  );
}

async function readAccount(): Promise<ServerAccount | null> {
  try {
    const [uid, gid] = await Promise.all(
      ["-u", "-g"].map(async (flag) => {
        const { stdout } = await run("id", [flag, ACCOUNT_NAME], { timeout: COMMAND_TIMEOUT_MS });
        return Number.parseInt(stdout, 10);
      }),
    );
    return uid === undefined || gid === undefined || Number.isNaN(uid + gid) ? null : { uid, gid };
  } catch {
    return null;
  }
}

/** Whether the account may pass through every folder above `path`. */
export async function canReach(path: string, account: ServerAccount): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
