import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { loadSettings, querySettings } from "./settings.ts";
import type { StoreConnection } from "./connection.ts";
import type { QueryLimits } from "./settings.ts";

/** Address of a ClickHouse server, user and password included where it needs them. */
export interface ServerOptions {
  readonly url: string;
}

// Every failure is thrown and reported by the caller; the client's own log would double it.
const quiet = { level: ClickHouseLogLevel.OFF };

/** Creates the clients of a ClickHouse server; nothing is sent yet. */
export function openServer(
  options: ServerOptions,
  limits: QueryLimits,
  concurrency: number,
): StoreConnection {
  const reads = createClient({
    url: options.url,
    log: quiet,
    request_timeout: limits.timeLimitMs + 5_000,
    max_open_connections: concurrency,
    use_multipart_params_auto: true,
    clickhouse_settings: querySettings(limits),
  });
  const loads = createClient({
    url: options.url,
    log: quiet,
    request_timeout: 600_000,
    max_open_connections: 4,
    clickhouse_settings: loadSettings(4 * 1024 ** 3),
  });
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await Promise.all([reads.close(), loads.close()]);
  };
  return {
    kind: "server",
    reads,
    loads,
    loaders: [loads, loads],
    close: () => (closing ??= close()),
  };
}
