import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serverArguments, serverEnvironment } from "../../scripts/lib/server-process.mjs";
import { createApiClient, type ApiClient } from "./api-client.ts";
import { eventually } from "./eventually.ts";
import { findFreePorts } from "./free-ports.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const STOP_LIMIT_MS = 30_000;

/** A server process of the product. */
export interface Product {
  readonly api: ApiClient;
  readonly apiUrl: string;
  readonly otlpHttpUrl: string;
  readonly otlpGrpcUrl: string;
  readonly dataDirectory: string;
  /** Where it expects the dashboard; changing requests of browsers come from there. */
  readonly dashboardPort: number;
  /** Process id of the server, anew after a restart. */
  pid(): number;
  /** What it has printed so far. */
  output(): string;
  /** Sends SIGTERM and waits; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Sends SIGKILL and waits. */
  kill(): Promise<void>;
  /** Starts it again on the same ports and directory. */
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  dispose(): Promise<void>;
}

export interface ProductOptions {
  /** Program and arguments that run the server in its own process, such as `prlimit`. */
  readonly under?: readonly string[];
}

/** Starts the server in its own process, ready to serve, on free ports and an empty directory. */
export async function startProduct(
  settings: Record<string, string> = {},
  options: ProductOptions = {},
): Promise<Product> {
  const { ports, dataDirectory, environment } = await prepareProcess(settings);
  const { http, grpc, api, dashboard } = ports;
  const [launcher, ...under] = options.under ?? [];
  const command = launcher ?? process.execPath;
  const args = launcher === undefined ? [] : [...under, process.execPath];
  const apiUrl = `http://127.0.0.1:${api}`;
  let output = "";
  let child: ChildProcess;

  async function launch(): Promise<void> {
    child = spawn(command, [...args, ...serverArguments], {
      cwd: root,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-200_000);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    const started = child;
    const early = once(started, "exit").then(() => Promise.reject(new Error("The server ended.")));
    const ready = eventually(
      "the server is ready",
      async () => ((await fetch(`${apiUrl}/readyz`)).ok ? true : undefined),
      60_000,
    );
    // What loses the race must not count as unhandled when it rejects later.
    ready.catch(() => undefined);
    early.catch(() => undefined);
    await Promise.race([ready, early]).catch((error: unknown) => {
      throw new Error(`The server did not become ready:\n${output}`, { cause: error });
    });
  }

  async function end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, "exit");
    const hard = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
    child.kill(signal);
    await ended;
    clearTimeout(hard);
    return child.exitCode;
  }

  await launch();
  return {
    api: createApiClient(apiUrl),
    apiUrl,
    otlpHttpUrl: `http://127.0.0.1:${http}`,
    otlpGrpcUrl: `http://127.0.0.1:${grpc}`,
    dataDirectory,
    dashboardPort: dashboard,
    pid: () => child.pid ?? 0,
    output: () => output,
    stop: () => end("SIGTERM"),
    kill: async () => void (await end("SIGKILL")),
    restart: launch,
    dispose: async () => {
      await end("SIGTERM");
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Runs the server with settings that it can't start with, to its end. */
export async function runServerOnce(
  settings: Record<string, string>,
): Promise<{ code: number | null; output: string; stderr: string }> {
  const { dataDirectory, environment } = await prepareProcess(settings);
  const child = spawn(process.execPath, serverArguments, {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let stderr = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  }
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const hard = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
  await once(child, "close");
  clearTimeout(hard);
  await rm(dataDirectory, { recursive: true, force: true });
  return { code: child.exitCode, output, stderr };
}

async function prepareProcess(settings: Record<string, string>) {
  const [grpc = 0, http = 0, api = 0, dashboard = 0] = await findFreePorts(4);
  const dataDirectory = await mkdtemp(join(tmpdir(), "headroom-product-"));
  const environment = {
    ...serverEnvironment,
    ...withoutHeadroom(process.env),
    HEADROOM_DATA_DIR: dataDirectory,
    HEADROOM_OTLP_GRPC_PORT: String(grpc),
    HEADROOM_OTLP_HTTP_PORT: String(http),
    HEADROOM_API_PORT: String(api),
    HEADROOM_DASHBOARD_PORT: String(dashboard),
    // Tests count services, metrics and rules; those about Headroom itself switch it on.
    HEADROOM_SELF_TELEMETRY: "off",
    ...settings,
  };
  return { ports: { grpc, http, api, dashboard }, dataDirectory, environment };
}

/** The environment without settings of a Headroom that may run beside the tests. */
function withoutHeadroom(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) =>
        !/^(HEADROOM_|OTEL_)/.test(name) &&
        !["CLICKHOUSE_URL", "DATABASE_URL", "REDIS_URL", "SMTP_URL", "SMTP_FROM"].includes(name),
    ),
  );
}
