import { ensureBuilt } from "./lib/build-outputs.mjs";
import { printFailure } from "./lib/failure.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { checkPlatform } from "./lib/platform.mjs";
import { runTests } from "./lib/run-tests.mjs";
import { print, runStep } from "./lib/terminal.mjs";
import { formatCounts } from "./lib/test-report.mjs";

const defaultRounds = "50";

/** @type {import("./lib/test-report.mjs").Counts} */
let counts = { passed: 0, failed: 1, skipped: 0 };
try {
  await runStep("Platform", () => ({ note: checkPlatform() }));
  await runStep("Packages", ensureInstalled);
  await runStep("Build server", (announce) => ensureBuilt("server", announce));
  const rounds = process.env["HEADROOM_FAULT_ROUNDS"] ?? defaultRounds;
  counts = await runTests(["--project", "faults", ...process.argv.slice(2)], {
    HEADROOM_FAULT_ROUNDS: rounds,
  });
} catch (error) {
  printFailure(error);
}
print(`\n${formatCounts(counts)}`);
process.exitCode = counts.failed === 0 ? 0 : 1;
