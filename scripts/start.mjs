import { once } from "node:events";
import path from "node:path";
import { ensureBuilt } from "./lib/build-outputs.mjs";
import { claimDataDirectory } from "./lib/data-directory.mjs";
import { LauncherError, printFailure } from "./lib/failure.mjs";
import { Fleet } from "./lib/fleet.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { fromRoot } from "./lib/paths.mjs";
import { checkPlatform } from "./lib/platform.mjs";
import { checkPorts } from "./lib/ports.mjs";
import { waitUntilReady } from "./lib/readiness.mjs";
import { stopRunningPrograms } from "./lib/run-program.mjs";
import { serverArguments, serverEnvironment } from "./lib/server-process.mjs";
import { startService } from "./lib/service.mjs";
import { listPorts, readSettings } from "./lib/settings.mjs";
import { paint, print, runStep } from "./lib/terminal.mjs";
import { describeRunning } from "./lib/welcome.mjs";

/** @typedef {import("./lib/settings.mjs").Settings} Settings */

const startedAt = performance.now();
const readyTimeoutMs = 120_000;
const stopRequest = new AbortController();
// The terminal and npm may both deliver the same Ctrl-C: only the first one counts.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    if (stopRequest.signal.aborted) return;
    stopRequest.abort(new LauncherError("Stopped."));
    stopRunningPrograms();
  });
}
// A closed terminal must not end the launcher before its services have drained.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

/**
 * @param {Fleet} fleet
 * @param {Settings} settings
 */
function startServer(fleet, settings) {
  fleet.add(
    startService({
      name: "server",
      colour: "cyan",
      cwd: fromRoot("."),
      args: serverArguments,
      env: {
        ...serverEnvironment,
        ...process.env,
        HEADROOM_DATA_DIR: settings.dataDirectory,
        NODE_ENV: "production",
      },
    }),
  );
}

/**
 * @param {Fleet} fleet
 * @param {Settings} settings
 */
function startDashboard(fleet, { host, connectHost, api, dashboard }) {
  const next = "node_modules/next/dist/bin/next";
  fleet.add(
    startService({
      name: "dashboard",
      colour: "magenta",
      cwd: fromRoot("apps/dashboard"),
      args: [next, "start", "-H", host, "-p", String(dashboard.port)],
      env: {
        ...process.env,
        HEADROOM_API_URL: `http://${connectHost}:${api.port}`,
        NEXT_TELEMETRY_DISABLED: "1",
        NODE_ENV: "production",
      },
    }),
  );
}

/**
 * @param {Fleet} fleet
 * @param {Settings} settings
 */
function startDemo(fleet, { connectHost, http, dataDirectory }) {
  const endpoint = `http://${connectHost}:${http.port}`;
  const data = path.join(dataDirectory, "demo");
  fleet.add(
    startService({
      name: "demo",
      colour: "yellow",
      cwd: fromRoot("."),
      args: ["apps/demo/src/main.ts", "--endpoint", endpoint, "--data-dir", data],
      env: { ...process.env },
    }),
  );
}

/**
 * Waits for one part and fails with its last answer when it does not come up.
 * @param {string} name
 * @param {string} url
 * @param {(response: Response) => boolean} isReady
 * @param {AbortSignal} signal Ends the waiting.
 * @returns {Promise<{ note: string }>}
 */
async function awaitPart(name, url, isReady, signal) {
  const options = { timeoutMs: readyTimeoutMs, signal };
  const { ready, lastAnswer } = await waitUntilReady(url, isReady, options);
  signal.throwIfAborted();
  if (ready) return { note: url };
  throw new LauncherError(
    `The ${name} was not ready after ${readyTimeoutMs / 1000} s: ${url} answered: ${lastAnswer}`,
  );
}

/**
 * @param {Fleet} fleet
 * @param {Settings} settings
 * @param {boolean} withDemo
 * @param {AbortSignal} signal
 */
async function startEverything(fleet, settings, withDemo, signal) {
  const { connectHost, api, dashboard, roles } = settings;
  const hasDashboard = roles.includes("api");
  startServer(fleet, settings);
  if (hasDashboard) startDashboard(fleet, settings);
  const serverUrl = `http://${connectHost}:${api.port}/readyz`;
  await runStep("Server is ready", () =>
    awaitPart("server", serverUrl, (answer) => answer.ok, signal),
  );
  if (hasDashboard) {
    const url = `http://${connectHost}:${dashboard.port}`;
    const answers = (/** @type {Response} */ answer) => answer.status < 500;
    await runStep("Dashboard is ready", () => awaitPart("dashboard", url, answers, signal));
  }
  print(describeRunning(settings, performance.now() - startedAt));
  if (withDemo) startDemo(fleet, settings);
}

/** @param {boolean} withDemo */
async function prepare(withDemo) {
  const settings = readSettings(process.env);
  if (withDemo && !settings.roles.includes("ingest")) {
    throw new LauncherError("--demo needs the ingest role in HEADROOM_ROLES.");
  }
  await runStep("Platform", () => ({ note: checkPlatform() }));
  const claim = await runStep("Data directory", () => claimDataDirectory(settings.dataDirectory));
  try {
    await runStep("Ports", () => checkPorts(settings.host, listPorts(settings)));
    await runStep("Packages", ensureInstalled);
    await runStep("Server", (announce) => ensureBuilt("server", announce));
    if (settings.roles.includes("api")) {
      await runStep("Dashboard", (announce) => ensureBuilt("dashboard", announce));
    }
    stopRequest.signal.throwIfAborted();
  } catch (error) {
    claim.release();
    throw error;
  }
  return { settings, claim };
}

/**
 * @param {string[]} args
 * @returns {Promise<number>} The exit code.
 */
async function main(args) {
  const unknown = args.find((argument) => argument !== "--demo");
  if (unknown !== undefined) {
    throw new LauncherError(`Unknown argument ${unknown}. Usage: npm start [-- --demo]`);
  }
  const withDemo = args.includes("--demo");
  const { settings, claim } = await prepare(withDemo);
  const fleet = new Fleet();
  const over = AbortSignal.any([stopRequest.signal, fleet.crash.signal]);
  /** @type {unknown} */
  let reason;
  try {
    await startEverything(fleet, settings, withDemo, over);
    claim.recordServices(fleet.services.flatMap(({ pid }) => pid ?? []));
    // The open output pipes of the services keep this process alive meanwhile.
    if (!over.aborted) await once(over, "abort");
    reason = over.reason;
  } catch (error) {
    reason = error;
  }
  const wasAsked = stopRequest.signal.aborted;
  if (wasAsked) print(`\n${paint("dim", "…")} Stopping: finishing what was received, at most 20 s`);
  const drained = await fleet.stop();
  claim.release();
  if (!wasAsked) throw reason;
  if (drained) print(`${paint("green", "✓")} Stopped`);
  return drained ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  printFailure(error);
  process.exitCode = stopRequest.signal.aborted ? 130 : 1;
}
