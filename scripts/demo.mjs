import { printFailure } from "./lib/failure.mjs";
import { Fleet } from "./lib/fleet.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { fromRoot } from "./lib/paths.mjs";
import { checkPlatform } from "./lib/platform.mjs";
import { stopRunningPrograms } from "./lib/run-program.mjs";
import { startService } from "./lib/service.mjs";
import { runStep } from "./lib/terminal.mjs";

let isAsked = false;
/** @type {() => void} */
let stop = () => {};
const asked = new Promise((resolve) => {
  stop = () => resolve(undefined);
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    isAsked = true;
    stopRunningPrograms();
    stop();
  });
}

/** @param {string[]} args Passed on to apps/demo. */
async function main(args) {
  await runStep("Platform", () => ({ note: checkPlatform() }));
  await runStep("Packages", ensureInstalled);
  if (isAsked) return 130;
  const fleet = new Fleet();
  const shop = fleet.add(
    startService({
      name: "demo",
      colour: "yellow",
      cwd: fromRoot("."),
      args: ["apps/demo/src/main.ts", ...args],
      env: { ...process.env },
    }),
  );
  // The demo may end by itself (--help, a finished history): its exit code is this command's.
  const end = await Promise.race([shop.exited, asked.then(() => undefined)]);
  if (end !== undefined) return end.code ?? 1;
  return (await fleet.stop()) ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  printFailure(error);
  process.exitCode = isAsked ? 130 : 1;
}
