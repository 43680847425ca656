/** What a shop process learns from its environment; the supervisor writes it, the process reads it. */
export type ProcessEnvironment = {
  readonly service: string;
  readonly version: string;
  readonly instanceId: string;
  readonly endpoint: string;
  readonly ingestKey: string | undefined;
  readonly basePort: number;
  readonly port: number | undefined;
  readonly databasePort: number;
  readonly databasePassword: string;
  readonly speed: number;
};

/** The environment as variables, for `spawn`. */
export function writeEnvironment(environment: ProcessEnvironment): Record<string, string> {
  const { ingestKey, port, ...rest } = environment;
  return {
    SHOP_PROCESS: JSON.stringify({ ...rest, ...(port === undefined ? {} : { port }) }),
    ...(ingestKey === undefined ? {} : { HEADROOM_INGEST_KEY: ingestKey }),
  };
}

/** Reads the environment back; throws when the process was not started by the supervisor. */
export function readEnvironment(variables: Record<string, string | undefined>): ProcessEnvironment {
  const text = variables["SHOP_PROCESS"];
  if (text === undefined) {
    throw new Error(
      "SHOP_PROCESS is not set. Start the shop with `node apps/demo/src/main.ts`, not a single service.",
    );
  }
  const parsed = JSON.parse(text) as Omit<ProcessEnvironment, "ingestKey" | "port"> & {
    port?: number;
  };
  return { ...parsed, port: parsed.port, ingestKey: variables["HEADROOM_INGEST_KEY"] };
}
