import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { createRunMark, endLeftovers, findLeftovers } from "./leftovers.mjs";
import { cacheDirectory, fromRoot, pinnedNode, root } from "./paths.mjs";
import { runProgram, stopRunningPrograms } from "./run-program.mjs";
import { print } from "./terminal.mjs";
import { countTests } from "./test-report.mjs";

const testTimeoutMs = 60 * 60_000;
const mark = createRunMark();
const report = path.join(cacheDirectory, "vitest.json");

function endWithSignals() {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      stopRunningPrograms();
      endLeftovers(findLeftovers(mark));
      process.exit(130);
    });
  }
}

/** @typedef {import("./test-report.mjs").Counts} Counts */

/**
 * Runs vitest; what its tests left running is ended and counts as a failure.
 * @param {string[]} args Passed on to vitest.
 * @param {Record<string, string>} [settings] Added to the environment of the tests.
 * @returns {Promise<Counts>}
 */
export async function runTests(args, settings = {}) {
  endWithSignals();
  mkdirSync(cacheDirectory, { recursive: true });
  rmSync(report, { force: true });
  const vitest = fromRoot("node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const result = await runProgram(pinnedNode, [vitest, "run", ...reporters, ...args], {
    cwd: root,
    env: { ...process.env, ...mark, ...settings, NEXT_TELEMETRY_DISABLED: "1" },
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
