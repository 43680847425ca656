import { printFailure } from "./lib/failure.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { checkPlatform } from "./lib/platform.mjs";
import { stopRunningPrograms } from "./lib/run-program.mjs";
import { runVerify } from "./lib/run-verify.mjs";
import { print, runStep } from "./lib/terminal.mjs";

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    stopRunningPrograms();
    process.exit(130);
  });
}

try {
  await runStep("Platform", () => ({ note: checkPlatform() }));
  await runStep("Packages", ensureInstalled);
  const { passed, failed } = await runVerify();
  print(`${passed} checks passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  printFailure(error);
  process.exitCode = 1;
}
