import { fileURLToPath } from "node:url";
import { writeEnvironment } from "../telemetry/environment.ts";
import { DATABASE_PORT_OFFSET, portOf, SHOP_PROCESSES, type ShopProcess } from "../topology.ts";
import { type Child, startChild } from "./child.ts";
import { findDatabaseLauncher } from "./private-folder.ts";
import type { Command } from "./messages.ts";

/** What the shop needs to start. */
export type ShopSettings = {
  readonly endpoint: string;
  readonly ingestKey: string | undefined;
  readonly basePort: number;
  readonly speed: number;
  readonly dataDirectory: string;
  readonly say: (line: string) => void;
  readonly onCrash: (name: string, reason: string) => void;
};

/** The running shop. */
export type Shop = {
  readonly startDatabase: () => Promise<void>;
  readonly startServices: () => Promise<void>;
  /** Sends a command to every process of a service. */
  readonly tell: (service: string, command: Command) => void;
  /** Stops everything, callers before callees, PostgreSQL last; also what is still starting. */
  readonly stop: () => Promise<void>;
};

const SOURCE = new URL("../", import.meta.url);
const REGISTER = new URL("telemetry/register.ts", SOURCE).href;
// Small young generations: nine mostly idle processes would otherwise reserve 64 MB each.
const SERVICE_ARGUMENTS = [
  "--import",
  REGISTER,
  "--max-old-space-size=512",
  "--max-semi-space-size=8",
];
const WAVES = [...new Set(SHOP_PROCESSES.map((entry) => entry.wave))];

async function startDatabaseProcess(settings: ShopSettings, port: number) {
  return startChild({
    name: "PostgreSQL",
    modulePath: fileURLToPath(new URL("services/postgres.ts", SOURCE)),
    launcher: await findDatabaseLauncher(),
    nodeArguments: [],
    variables: { SHOP_DATABASE: JSON.stringify({ directory: settings.dataDirectory, port }) },
    onCrash: settings.onCrash,
  });
}

function startServiceProcess(
  settings: ShopSettings,
  entry: ShopProcess,
  database: { databasePort: number; databasePassword: string },
) {
  return startChild({
    name: entry.instanceId,
    modulePath: fileURLToPath(new URL(entry.module, SOURCE)),
    nodeArguments: SERVICE_ARGUMENTS,
    variables: writeEnvironment({
      service: entry.service,
      version: entry.version,
      instanceId: entry.instanceId,
      endpoint: settings.endpoint,
      ingestKey: settings.ingestKey,
      basePort: settings.basePort,
      port: portOf(entry, settings.basePort),
      speed: settings.speed,
      ...database,
    }),
    onCrash: settings.onCrash,
  });
}

/** One readable line about a started process. */
export function describeProcess(entry: ShopProcess, basePort: number): string {
  const port = portOf(entry, basePort);
  const where = port === undefined ? "" : `port ${port}`;
  return `${entry.instanceId.padEnd(17)} ${entry.version.padEnd(11)} ${where}`.trimEnd();
}

/** Prepares a shop; nothing runs before `startDatabase`. */
export function createShop(settings: ShopSettings): Shop {
  const running = new Map<ShopProcess, Child>();
  const databasePort = settings.basePort + DATABASE_PORT_OFFSET;
  let database: Child | undefined;
  let databasePassword = "";
  let stopping = false;
  let starting: Promise<unknown> = Promise.resolve();

  const startProcess = async (entry: ShopProcess) => {
    const { child } = await startServiceProcess(settings, entry, {
      databasePort,
      databasePassword,
    });
    running.set(entry, child);
  };
  return {
    startDatabase: async () => {
      const start = startDatabaseProcess(settings, databasePort);
      starting = start.catch(() => undefined);
      const { child, detail } = await start;
      database = child;
      const ready = JSON.parse(detail) as { password: string; leftover?: number };
      databasePassword = ready.password;
      if (ready.leftover !== undefined) {
        settings.say(`stopped PostgreSQL ${ready.leftover} left behind by an earlier run`);
      }
      settings.say(`PostgreSQL on port ${databasePort}, data in ${settings.dataDirectory}`);
    },
    startServices: async () => {
      for (const wave of WAVES) {
        if (stopping) return;
        const entries = SHOP_PROCESSES.filter((entry) => entry.wave === wave);
        const start = settleAll(entries.map(startProcess));
        starting = start.catch(() => undefined);
        await start;
        for (const entry of entries) settings.say(describeProcess(entry, settings.basePort));
      }
    },
    tell: (service, command) => {
      for (const [entry, child] of running) if (entry.service === service) child.send(command);
    },
    stop: async () => {
      stopping = true;
      await starting;
      await stopWaves(running);
      await database?.stop();
    },
  };
}

async function stopWaves(running: ReadonlyMap<ShopProcess, Child>): Promise<void> {
  for (const wave of WAVES.toReversed()) {
    const children = [...running].filter(([entry]) => entry.wave === wave);
    await Promise.all(children.map(([, child]) => child.stop()));
  }
}

/** Waits for all, then throws the first failure: no process may come up unnoticed after the shop was given up. */
async function settleAll(starts: readonly Promise<void>[]): Promise<void> {
  const settled = await Promise.allSettled(starts);
  const failed = settled.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
