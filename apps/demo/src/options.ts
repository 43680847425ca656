import { parseArgs } from "node:util";
import { FAULT_NAMES, type FaultName, isFaultName } from "./faults/catalogue.ts";

/** What the command line asks for. `historyMs` is 0 when no history is wanted. */
export type Options = {
  readonly endpoint: string;
  readonly speed: number;
  readonly historyMs: number;
  readonly faults: readonly FaultName[];
  readonly port: number;
  readonly dataDirectory: string | undefined;
  readonly help: boolean;
};

/** A command line that cannot be used; the message says what to change. */
export class OptionError extends Error {}

/** The help text. */
export const USAGE = `A small instrumented shop that sends OpenTelemetry data to Headroom.

  node apps/demo/src/main.ts [options]

  --endpoint <url>     OTLP/HTTP endpoint (default http://127.0.0.1:4318)
  --speed <n>          how fast the shop's day passes: 1 is real time, 60 a day in 24 minutes (default 1)
  --history <n>d|<n>h  first send this much synthesised past, up to 35d
  --fault <a,b>        faults that are on from the start: ${FAULT_NAMES.join(", ")}
  --port <n>           control page; services use the 20 ports above it (default 3100)
  --data-dir <path>    where the shop's PostgreSQL keeps its data (default .headroom/demo)

  HEADROOM_INGEST_KEY  sent as bearer token when set
`;

const UNITS_MS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000 };
const MAX_HISTORY_MS = 35 * 86_400_000;

/** Milliseconds of `14d` or `36h`. Throws OptionError for anything else and above 35 days. */
export function parseHistory(text: string): number {
  const match = /^(\d{1,4})([dh])$/.exec(text);
  const unit = UNITS_MS[match?.[2] ?? ""];
  const historyMs = unit === undefined ? Number.NaN : Number(match?.[1]) * unit;
  if (!(historyMs > 0 && historyMs <= MAX_HISTORY_MS)) {
    throw new OptionError(
      `--history ${text} is not understood; write for example 14d or 36h, at most 35d.`,
    );
  }
  return historyMs;
}

function parseNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < min || value > max) {
    throw new OptionError(
      `--${name} ${text} is not understood; give a number from ${min} to ${max}.`,
    );
  }
  return value;
}

function parseFaults(text: string): FaultName[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
    .map((name) => {
      if (isFaultName(name)) return name;
      throw new OptionError(
        `--fault ${name} does not exist; choose from ${FAULT_NAMES.join(", ")}.`,
      );
    });
}

function parseEndpoint(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new OptionError(
      `--endpoint ${text} is not a URL; write for example http://127.0.0.1:4318.`,
    );
  }
  return text.replace(/\/+$/, "");
}

/** Reads the command line (without node and script). Throws OptionError with what to change. */
export function parseOptions(args: readonly string[]): Options {
  const read = () =>
    parseArgs({
      args: [...args],
      options: {
        endpoint: { type: "string", default: "http://127.0.0.1:4318" },
        speed: { type: "string", default: "1" },
        history: { type: "string" },
        fault: { type: "string", default: "" },
        port: { type: "string", default: "3100" },
        "data-dir": { type: "string" },
        help: { type: "boolean", default: false },
      },
    }).values;
  let values: ReturnType<typeof read>;
  try {
    values = read();
  } catch (error) {
    throw new OptionError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
  return {
    endpoint: parseEndpoint(values.endpoint),
    speed: parseNumber("speed", values.speed, 0.1, 10_000),
    historyMs: values.history === undefined ? 0 : parseHistory(values.history),
    faults: parseFaults(values.fault),
    port: Math.round(parseNumber("port", values.port, 1024, 65_000)),
    dataDirectory: values["data-dir"],
    help: values.help,
  };
}
