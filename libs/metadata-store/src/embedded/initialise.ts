import { randomBytes } from "node:crypto";
import { access, chown, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MetadataStoreError } from "../errors.ts";
import type { ServerAccount } from "./account.ts";
import type { ClusterFiles } from "./directory.ts";
import { exitOf, launch } from "./launch.ts";
import { readLogTail, withLog } from "./server-log.ts";

/** Name of the database superuser of an embedded server. */
export const SUPERUSER = "headroom";

const INITDB_LIMIT_MS = 120_000;

/**
 * Creates the database files unless they exist. They are made in a side folder and renamed, so
 * that a kill midway leaves nothing half-made and of two starters one wins.
 * @throws MetadataStoreError start_failed
 */
export async function initialiseCluster(
  files: ClusterFiles,
  initdb: string,
  account: ServerAccount | null,
  password: string,
): Promise<void> {
  if (await exists(join(files.data, "PG_VERSION"))) return;
  const suffix = randomBytes(6).toString("hex");
  const draft = `${files.data}.${suffix}`;
  const passwordFile = join(files.root, `initial-password.${suffix}`);
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account !== null) {
      await chown(draft, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    await runInitdb(files, initdb, account, draft, passwordFile);
    await rename(draft, files.data).catch(async (error: unknown) => {
      if (!(await exists(join(files.data, "PG_VERSION")))) throw error;
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

async function runInitdb(
  files: ClusterFiles,
  initdb: string,
  account: ServerAccount | null,
  draft: string,
  passwordFile: string,
): Promise<void> {
  const args = [
    `--pgdata=${draft}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ];
  const code = await withLog(files.log, async (logFd) =>
    exitOf(
      await launch({
        program: initdb,
        args,
        account,
        dataDirectory: draft,
        logFd,
        limitMs: INITDB_LIMIT_MS,
      }),
    ),
  ).catch((error: unknown) => error);
  if (code === 0) return;
  throw new MetadataStoreError(
    "start_failed",
    `The embedded PostgreSQL could not create its files in ${files.root}: ${await readLogTail(files.log)} Free disk space, check the rights of this folder, or set DATABASE_URL.`,
    code,
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
