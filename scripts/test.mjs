import { ensureBuilt } from "./lib/build-outputs.mjs";
import { printFailure } from "./lib/failure.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { checkPlatform } from "./lib/platform.mjs";
import { runTests } from "./lib/run-tests.mjs";
import { runVerify } from "./lib/run-verify.mjs";
import { print, runStep } from "./lib/terminal.mjs";
import { formatCounts } from "./lib/test-report.mjs";

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
