import { readConfig } from "./config/environment.ts";
import { ConfigError } from "./config/load.ts";
import { formatError } from "./lifecycle/format-error.ts";
import { createLog } from "./log.ts";

/** sysexits.h: the configuration is wrong; trying again does not help. */
const EXIT_CONFIG = 78;

async function main(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel, process.stdout.isTTY);
  const { createApp } = await import("./app.ts");
  const app = createApp(config, log);

  let stopping = false;
  const stop = (signal: string): void => {
    // A terminal sends its signal to the whole group, so it may come twice.
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping: draining what was acknowledged");
    void app.stop().then(() => {
      log.info("stopped");
      process.exit(0);
    });
  };
  process.on("SIGINT", () => stop("SIGINT"));
  process.on("SIGTERM", () => stop("SIGTERM"));

  try {
    await app.start();
  } catch (error) {
    await app.stop();
    throw error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${formatError(error)}\n`);
  process.exit(error instanceof ConfigError ? EXIT_CONFIG : 1);
});
