import { open, readFile, stat, truncate } from "node:fs/promises";

const LARGEST_LOG_BYTES = 1_000_000;
const TAIL_CHARACTERS = 600;

/** Opens the server's log for appending (emptied first when it has grown) and closes it after. */
export async function withLog<T>(file: string, use: (fd: number) => Promise<T>): Promise<T> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LARGEST_LOG_BYTES) await truncate(file);
  const handle = await open(file, "a", 0o600);
  try {
    return await use(handle.fd);
  } finally {
    await handle.close();
  }
}

/** The last lines of the server's log, for an error message. */
export async function readLogTail(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.slice(-TAIL_CHARACTERS).trim();
}
