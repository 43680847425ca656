import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { hashContent, matchesStamp, writeStamp } from "./content-hash.mjs";
import { LauncherError } from "./failure.mjs";
import { fromRoot, pinnedNode, root } from "./paths.mjs";
import { runProgram } from "./run-program.mjs";

const packageManager = "pnpm@12.21.0";
const timeoutMs = 20 * 60_000;

/** Package manifests and lockfile: what decides whether the installed packages are current. */
function listManifests() {
  const folders = ["apps", "libs"].flatMap((parent) =>
    readdirSync(fromRoot(parent)).map((name) => path.join(parent, name)),
  );
  return ["pnpm-lock.yaml", "pnpm-workspace.yaml"].concat(
    ["", "test", ...folders].map((folder) => path.join(folder, "package.json")),
  );
}

/**
 * Installs the packages when a manifest or the lockfile changed since the last time.
 * @param {(what: string) => void} announce
 * @returns {Promise<{ note: string }>}
 */
export async function ensureInstalled(announce) {
  const hash = hashContent(listManifests());
  if (matchesStamp("install", hash) && existsSync(pinnedNode)) return { note: "up to date" };
  const isFirst = !existsSync(fromRoot("node_modules"));
  announce(isFirst ? "the first time takes a few minutes" : "packages changed");
  // CI=true: pnpm asks no questions. The rest of npm's own settings would only confuse pnpm.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config|lifecycle|package)_/i.test(name)),
  );
  const args = ["-y", packageManager, "install", "--frozen-lockfile", "--prefer-offline"];
  const result = await runProgram("npx", args, {
    cwd: root,
    env: { ...env, CI: "true" },
    timeoutMs,
  });
  if (!result.ok) {
    throw new LauncherError(
      `Installing the packages failed: npx ${args.join(" ")} ${result.ending}. Check the network, the npm settings and the free disk space (about 2.5 GB), then run the command again.`,
      result.output,
    );
  }
  if (!existsSync(pinnedNode)) {
    throw new LauncherError(
      "The packages are installed, but the `node` package did not place its Node.js 24 binary: its install script did not run or could not download it. Delete node_modules, make sure that scripts are not disabled (`npm config get ignore-scripts`), and run the command again.",
      result.output,
    );
  }
  writeStamp("install", hash);
  return { note: "done" };
}
