import { randomBytes } from "node:crypto";
import {
  access,
  chmod,
  constants,
  link,
  mkdir,
  readFile,
  realpath,
  unlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { errorCodeOf, MetadataStoreError } from "../errors.ts";

/** Where an embedded server keeps its files. */
export interface ClusterFiles {
  /** `<directory>/postgres`, resolved. */
  readonly root: string;
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

/**
 * Creates `<directory>/postgres` when missing and checks that it can be written.
 * @throws MetadataStoreError directory_unwritable
 */
export async function prepareDirectory(directory: string): Promise<ClusterFiles> {
  try {
    await mkdir(join(directory, "postgres"), { recursive: true });
    const root = await realpath(join(directory, "postgres"));
    // Others may pass (root runs the server under another account), not look.
    await chmod(root, 0o711);
    await access(root, constants.W_OK | constants.X_OK);
    const probe = join(root, `.probe-${randomBytes(6).toString("hex")}`);
    await writeFile(probe, "");
    await unlink(probe);
    return {
      root,
      data: join(root, "data"),
      log: join(root, "postgres.log"),
      password: join(root, "password"),
    };
  } catch (error) {
    throw new MetadataStoreError(
      "directory_unwritable",
      `The data directory ${directory} cannot be written. Give this user the right to write there, or set HEADROOM_DATA_DIR to another directory.`,
      error,
    );
  }
}

/**
 * Reads the password of the database superuser, or makes one. The file has mode 0600 and
 * appears complete or not at all.
 */
export async function readOrCreatePassword(file: string): Promise<string> {
  const existing = await readFile(file, "utf8").catch((error: unknown) => {
    if (errorCodeOf(error) === "ENOENT") return "";
    throw error;
  });
  if (existing.trim() !== "") return existing.trim();
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600, flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if (errorCodeOf(error) !== "EEXIST") throw error;
  } finally {
    await unlink(draft);
  }
  return (await readFile(file, "utf8")).trim();
}
