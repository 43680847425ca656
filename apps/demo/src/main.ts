import {
  createFaultControl,
  type FaultControl,
  openControlServer,
} from "./faults/control-server.ts";
import { BackfillError, runBackfill } from "./history/backfill.ts";
import { OptionError, type Options, parseOptions, USAGE } from "./options.ts";
import { StartError } from "./supervisor/child.ts";
import { chooseDataDirectory } from "./supervisor/data-directory.ts";
import { createEnding, type Ending } from "./supervisor/ending.ts";
import { watchEndpoint } from "./supervisor/endpoint-watch.ts";
import { createShop, type Shop } from "./supervisor/shop.ts";
import { createTerminal } from "./supervisor/terminal.ts";

const terminal = createTerminal(process.stdout, process.stderr);
const ingestKey = process.env["HEADROOM_INGEST_KEY"];

function readCommandLine(): Options {
  try {
    const options = parseOptions(process.argv.slice(2));
    if (!options.help) return options;
    process.stdout.write(USAGE);
    process.exit(0);
  } catch (error) {
    terminal.complain(error instanceof OptionError ? error.message : String(error));
    process.exit(2);
  }
}

async function openControl(port: number, control: FaultControl) {
  try {
    return await openControlServer(control, port);
  } catch (error) {
    const busy = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    const advice = `port ${port} is in use: is another shop running? Stop it or choose another --port`;
    throw new StartError(busy ? advice : String(error));
  }
}

async function prepareShop(options: Options, ending: Ending): Promise<Shop> {
  const data = await chooseDataDirectory(options.dataDirectory, process.cwd());
  if (data.note !== undefined) terminal.say(data.note);
  return createShop({
    endpoint: options.endpoint,
    ingestKey,
    basePort: options.port,
    speed: options.speed,
    dataDirectory: data.path,
    say: terminal.say,
    onCrash: (name, reason) => {
      if (ending.hasBegun()) return;
      terminal.complain(`${name} ended unexpectedly (${reason}); stopping the rest`);
      void ending.end(1);
    },
  });
}

async function open(options: Options, ending: Ending): Promise<void> {
  const shop = await prepareShop(options, ending);
  const control = createFaultControl(
    (service, name, on) => shop.tell(service, { type: "fault", name, on }),
    terminal.say,
  );
  const server = await openControl(options.port, control);
  ending.onEnd(server.close);
  if (options.historyMs > 0) {
    const { endpoint, historyMs, port: basePort } = options;
    await runBackfill({
      endpoint,
      ingestKey,
      historyMs,
      basePort,
      ...terminal,
      signal: ending.signal,
    });
  }
  ending.onEnd(shop.stop);
  ending.onEnd(watchEndpoint(options.endpoint, terminal.say));
  await shop.startDatabase();
  await shop.startServices();
  if (ending.hasBegun()) return;
  // Faults switched on while the services were starting reached nobody; they are sent again.
  control.resend();
  for (const name of options.faults) control.toggle(name, true);
  terminal.say(
    `open. Traffic goes to ${options.endpoint}; faults: ${server.url}; Ctrl-C stops everything`,
  );
}

function explain(error: unknown): string {
  if (error instanceof StartError || error instanceof BackfillError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function run(options: Options): Promise<void> {
  const ending = createEnding((code) => process.exit(code));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (!ending.hasBegun()) terminal.say("stopping");
      void ending.end(0);
    });
  }
  try {
    await open(options, ending);
  } catch (error) {
    if (ending.hasBegun()) return;
    terminal.complain(explain(error));
    await ending.end(1);
  }
}

await run(readCommandLine());
