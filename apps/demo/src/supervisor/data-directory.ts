import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const OTHERS_MAY_ENTER = 0o001;

/** Where the shop's PostgreSQL lives, and why it is not the usual place. */
export type DataDirectory = { readonly path: string; readonly note?: string };

/** Whether any account may pass through a path and all folders above it. */
export async function mayEveryoneEnter(directory: string): Promise<boolean> {
  for (let current = directory; ; current = dirname(current)) {
    const found = await stat(current).catch(() => undefined);
    if (found !== undefined && (found.mode & OTHERS_MAY_ENTER) === 0) return false;
    if (dirname(current) === current) return true;
  }
}

/**
 * `--data-dir` when given, else `.headroom/demo` under the working directory. PostgreSQL refuses root and runs as another
 * user then; where that user cannot enter the directory, a directory under the system's temporary one is taken.
 */
export async function chooseDataDirectory(
  asked: string | undefined,
  workingDirectory: string,
): Promise<DataDirectory> {
  const path = resolve(workingDirectory, asked ?? join(".headroom", "demo"));
  if (process.getuid?.() !== 0 || (await mayEveryoneEnter(path))) return { path };
  const tag = createHash("sha256").update(path).digest("hex").slice(0, 8);
  const fallback = join(tmpdir(), `headroom-demo-${tag}`);
  return {
    path: fallback,
    note: `PostgreSQL runs as user postgres, who cannot enter ${path}; its data is in ${fallback}`,
  };
}
