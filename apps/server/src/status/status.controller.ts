import { Controller, Inject } from "@nestjs/common";
import type { RouteResponse } from "@headroom/contracts";
import type { SignalArrival, TelemetryStore } from "@headroom/telemetry-store";
import type { Config } from "../config/load.ts";
import { Endpoint } from "../http/endpoint.ts";
import { CONFIG, STORAGE, TELEMETRY } from "../http/tokens.ts";
import type { StorageReader } from "../upkeep/storage-reader.ts";
import { ownServices } from "../self/own-services.ts";
import { toIso } from "../telemetry/range.ts";
import { version } from "../version.ts";

@Controller()
export class StatusController {
  readonly #telemetry: TelemetryStore;
  readonly #config: Config;
  readonly #storage: StorageReader;

  constructor(
    @Inject(TELEMETRY) telemetry: TelemetryStore,
    @Inject(CONFIG) config: Config,
    @Inject(STORAGE) storage: StorageReader,
  ) {
    this.#telemetry = telemetry;
    this.#config = config;
    this.#storage = storage;
  }

  @Endpoint("getStatus")
  async status(): Promise<RouteResponse<"getStatus">> {
    const [arrival, storage, disk] = await Promise.all([
      this.#telemetry.queries.recentArrival(ownServices),
      this.#telemetry.queries.storageSizes(),
      this.#storage.state(),
    ]);
    const { ports, isLoopback, host, roles, ingest, smtp } = this.#config;
    const scheme = ingest.tls === undefined ? "http" : "https";
    const reachable = isLoopback ? "localhost" : host;
    const firstSeen = (signal: SignalArrival["signal"]): string | null => {
      const found = arrival.find((each) => each.signal === signal);
      return found === undefined ? null : toIso(found.firstMs);
    };
    return {
      version,
      roles: [...roles],
      otlp: {
        grpcEndpoint: `${scheme}://${reachable}:${ports.otlpGrpc}`,
        httpEndpoint: `${scheme}://${reachable}:${ports.otlpHttp}`,
        keyRequired: !isLoopback || ingest.key !== undefined,
      },
      telemetry: {
        traces: firstSeen("traces"),
        metrics: firstSeen("metrics"),
        logs: firstSeen("logs"),
      },
      ingestion: roles.has("ingest") ? this.#ingestion() : null,
      storage: storage.map(({ table, rows, compressedBytes }) => ({
        table,
        rows,
        bytes: compressedBytes,
      })),
      disk,
      email: { configured: smtp !== undefined },
    };
  }

  #ingestion() {
    const { spool } = this.#telemetry.state();
    return {
      spoolBytes: spool.depthBytes,
      spoolSegments: spool.segments,
      quarantinedSegments: spool.quarantinedSegments,
      freshnessMs: this.#telemetry.freshnessMs(),
    };
  }
}
