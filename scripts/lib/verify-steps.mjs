import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { listFiles } from "./content-hash.mjs";
import { findLayoutProblems } from "./layout-rules.mjs";
import { fromRoot, pinnedNode, root } from "./paths.mjs";
import { runProgram } from "./run-program.mjs";

const timeoutMs = 5 * 60_000;

/**
 * One check: `output` explains a failure.
 * @typedef {{ name: string, run: () => Promise<{ ok: boolean, output: string }> }} VerifyStep
 */

/**
 * A tool of node_modules under the pinned Node.js.
 * @param {string} name
 * @param {string} script Path relative to node_modules.
 * @param {readonly string[]} args
 * @returns {VerifyStep}
 */
function createToolStep(name, script, args) {
  const run = async () => {
    const command = [fromRoot("node_modules", script), ...args];
    const { ok, output, ending } = await runProgram(pinnedNode, command, { cwd: root, timeoutMs });
    return { ok, output: ok ? "" : `${output.trimEnd()}\n${path.basename(script)} ${ending}` };
  };
  return { name, run };
}

/** Every folder with a tsconfig.json, relative to the root. */
function listTypeScriptProjects() {
  const packages = ["apps", "libs"].flatMap((parent) =>
    readdirSync(fromRoot(parent)).map((name) => `${parent}/${name}`),
  );
  return [...packages, "test", "scripts"].filter((folder) =>
    existsSync(fromRoot(folder, "tsconfig.json")),
  );
}

/**
 * Files under version control and new ones that are not ignored; without git (an unpacked
 * archive) everything that is not generated.
 */
async function listProjectFiles() {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const listed = await runProgram("git", args, { cwd: root, timeoutMs });
  const files = listed.ok
    ? listed.output.split("\0").filter(Boolean)
    : listFiles(root).map((file) => path.relative(root, file));
  return files.filter((file) => existsSync(fromRoot(file)));
}

/** @returns {VerifyStep} */
function createLayoutStep() {
  const run = async () => {
    const problems = findLayoutProblems(root, await listProjectFiles());
    return { ok: problems.length === 0, output: problems.join("\n") };
  };
  return { name: "names, file sizes, registry hosts", run };
}

/** All static checks, in the order in which they are reported. */
export function listVerifySteps() {
  return [
    createToolStep("format (oxfmt)", "oxfmt/bin/oxfmt", ["--check", "."]),
    createLayoutStep(),
    createToolStep("lint and import rules (oxlint)", "oxlint/bin/oxlint", []),
    createToolStep("dead code (knip)", "knip/bin/knip.js", ["--no-progress", "--no-config-hints"]),
    ...listTypeScriptProjects().map((folder) =>
      createToolStep(`types ${folder} (tsc)`, "typescript/bin/tsc", ["-p", folder]),
    ),
  ];
}
