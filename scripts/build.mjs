import { ensureBuilt } from "./lib/build-outputs.mjs";
import { printFailure } from "./lib/failure.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { checkPlatform } from "./lib/platform.mjs";
import { runStep } from "./lib/terminal.mjs";

try {
  await runStep("Platform", () => ({ note: checkPlatform() }));
  await runStep("Packages", ensureInstalled);
  await runStep("Server", (announce) => ensureBuilt("server", announce));
  await runStep("Dashboard", (announce) => ensureBuilt("dashboard", announce));
} catch (error) {
  printFailure(error);
  process.exitCode = 1;
}
