import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

const fileName = "local-token";

/**
 * Writes a new token that opens the backup endpoints to whoever can read the data directory, and
 * with it all data, anyway. A new one is made at each start.
 */
export async function createLocalToken(dataDirectory: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const path = join(dataDirectory, fileName);
  // Renamed, so that the mode is right from the first moment and a reader sees a whole token.
  await writeFile(`${path}.new`, `${token}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return token;
}

/** The token that a server of this data directory wrote last, or undefined. */
export async function readLocalToken(dataDirectory: string): Promise<string | undefined> {
  const text = await readFile(join(dataDirectory, fileName), "utf8").catch(() => "");
  return text.trim() === "" ? undefined : text.trim();
}

/** Whether an Authorization header carries the token; takes the same time for any wrong one. */
export function carriesToken(header: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return header !== undefined && timingSafeEqual(digest(header), digest(`Bearer ${token}`));
}
