import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { ensureBuilt } from "./build-outputs.mjs";
import { printFailure } from "./failure.mjs";
import { ensureInstalled } from "./install.mjs";
import { fromRoot, pinnedNode, root } from "./paths.mjs";
import { checkPlatform } from "./platform.mjs";
import { stopRunningPrograms } from "./run-program.mjs";
import { serverEnvironment } from "./server-process.mjs";
import { readSettings } from "./settings.mjs";
import { runStep } from "./terminal.mjs";

/**
 * Runs a command of the server's backup program in this terminal, built first where that is
 * needed, and sets this process's exit code.
 * @param {"backup" | "restore"} command
 * @param {readonly string[]} args
 */
export async function runServerCommand(command, args) {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let child;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      // A terminal sends its Ctrl-C to the program as well; a signal from elsewhere is passed on.
      if (child === undefined) {
        stopRunningPrograms();
        process.exit(130);
      } else if (signal !== "SIGINT") child.kill("SIGTERM");
    });
  }
  try {
    const { dataDirectory } = readSettings(process.env);
    await runStep("Platform", () => ({ note: checkPlatform() }));
    await runStep("Packages", ensureInstalled);
    await runStep("Server", (announce) => ensureBuilt("server", announce));
    const program = fromRoot("apps/server/dist/backup/command.mjs");
    child = spawn(pinnedNode, ["--enable-source-maps", program, command, ...args], {
      cwd: root,
      env: {
        ...serverEnvironment,
        ...process.env,
        INIT_CWD: process.env.INIT_CWD ?? process.cwd(),
        HEADROOM_DATA_DIR: path.resolve(dataDirectory),
        NODE_ENV: "production",
      },
      stdio: "inherit",
    });
    const [code] = await once(child, "exit");
    process.exitCode = code ?? 1;
  } catch (error) {
    printFailure(error);
    process.exitCode = 1;
  }
}
