import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureBuilt } from "./lib/build-outputs.mjs";
import { printFailure } from "./lib/failure.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { createRunMark, endLeftovers, findLeftovers } from "./lib/leftovers.mjs";
import { cacheDirectory, fromRoot, pinnedNode, root } from "./lib/paths.mjs";
import { checkPlatform } from "./lib/platform.mjs";
import { runProgram, stopRunningPrograms } from "./lib/run-program.mjs";
import { runVerify } from "./lib/run-verify.mjs";
import { print, runStep } from "./lib/terminal.mjs";
import { countTests, formatCounts } from "./lib/test-report.mjs";

const testTimeoutMs = 60 * 60_000;
const mark = createRunMark();
const report = path.join(cacheDirectory, "vitest.json");

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    stopRunningPrograms();
    endLeftovers(findLeftovers(mark));
    process.exit(130);
  });
}

/** @typedef {import("./lib/test-report.mjs").Counts} Counts */

/**
 * Builds one app; a failure is printed and counted, the tests that do not need it still run.
 * @param {"server" | "dashboard"} name
 * @param {Counts} counts
 */
async function buildAndCount(name, counts) {
  try {
    await runStep(`Build ${name}`, (announce) => ensureBuilt(name, announce));
    counts.passed += 1;
  } catch (error) {
    printFailure(error);
    counts.failed += 1;
  }
}

/**
 * @param {string[]} args Passed on to vitest.
 * @returns {Promise<Counts>}
 */
async function runTests(args) {
  mkdirSync(cacheDirectory, { recursive: true });
  rmSync(report, { force: true });
  const vitest = fromRoot("node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const result = await runProgram(pinnedNode, [vitest, "run", ...reporters, ...args], {
    cwd: root,
    env: { ...process.env, ...mark, NEXT_TELEMETRY_DISABLED: "1" },
    timeoutMs: testTimeoutMs,
    show: true,
  });
  if (!result.ok) print(`vitest ${result.ending}`);
  const counts = countTests(report, result.ok);
  const leftovers = findLeftovers(mark);
  if (leftovers.length > 0) {
    print("The tests left processes behind, which were ended now:");
    for (const { pid, command } of leftovers) print(`  ${pid} ${command.slice(0, 160)}`);
    endLeftovers(leftovers);
    counts.failed += 1;
  }
  return counts;
}

/**
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
async function main(args) {
  await runStep("Platform", () => ({ note: checkPlatform() }));
  await runStep("Packages", ensureInstalled);
  print("\nStatic checks");
  /** @type {Counts} */
  const counts = { ...(await runVerify()), skipped: 0 };
  print("\nBuilds");
  await buildAndCount("server", counts);
  await buildAndCount("dashboard", counts);
  print("\nTests");
  const tests = await runTests(args);
  return {
    passed: counts.passed + tests.passed,
    failed: counts.failed + tests.failed,
    skipped: tests.skipped,
  };
}

/** @type {Counts} */
let counts = { passed: 0, failed: 1, skipped: 0 };
try {
  counts = await main(process.argv.slice(2));
} catch (error) {
  printFailure(error);
}
print(`\n${formatCounts(counts)}`);
process.exitCode = counts.failed === 0 ? 0 : 1;
