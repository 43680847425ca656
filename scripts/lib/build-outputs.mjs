import { existsSync } from "node:fs";
import { hashContent, matchesStamp, writeStamp } from "./content-hash.mjs";
import { LauncherError } from "./failure.mjs";
import { fromRoot, pinnedNode } from "./paths.mjs";
import { runProgram } from "./run-program.mjs";

const timeoutMs = 15 * 60_000;
const everyBuild = ["pnpm-lock.yaml", "tsconfig.base.json", "libs"];

const builds = {
  server: {
    inputs: [...everyBuild, "apps/server"],
    output: "apps/server/dist/main.mjs",
    cwd: "apps/server",
    args: ["build.mjs"],
  },
  dashboard: {
    inputs: [...everyBuild, "apps/dashboard"],
    output: "apps/dashboard/.next/BUILD_ID",
    cwd: "apps/dashboard",
    args: ["node_modules/next/dist/bin/next", "build"],
  },
};

const mattersToBuilds = (/** @type {string} */ file) =>
  !/\.test\.tsx?$|\.md$|next-env\.d\.ts$/.test(file);

/**
 * Builds the server or the dashboard when its sources changed since the last build.
 * @param {"server" | "dashboard"} name
 * @param {(what: string) => void} announce
 * @returns {Promise<{ note: string }>}
 */
export async function ensureBuilt(name, announce) {
  const { inputs, output, cwd, args } = builds[name];
  const hash = hashContent(inputs, mattersToBuilds);
  if (matchesStamp(name, hash) && existsSync(fromRoot(output))) return { note: "up to date" };
  announce("building");
  const result = await runProgram(pinnedNode, args, {
    cwd: fromRoot(cwd),
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
    timeoutMs,
  });
  if (!result.ok || !existsSync(fromRoot(output))) {
    const reason = result.ok ? `did not write ${output}` : result.ending;
    throw new LauncherError(
      `Building the ${name} failed: node ${args.join(" ")} in ${cwd} ${reason}. The output above says why.`,
      result.output,
    );
  }
  writeStamp(name, hash);
  return { note: "built" };
}
