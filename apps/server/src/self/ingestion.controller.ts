import { Controller, Inject } from "@nestjs/common";
import type { Ingestion, RouteResponse } from "@headroom/contracts";
import type { MetadataStore } from "@headroom/metadata-store";
import type { TableSize, TelemetryQueries } from "@headroom/telemetry-store";
import { Endpoint } from "../http/endpoint.ts";
import { CLOCK, METADATA, QUERIES, type Clock } from "../http/tokens.ts";
import { toIso } from "../telemetry/range.ts";
import { estimateServices, presentReports, readReports } from "./present-ingestion.ts";

const SERVICES_EVERY_MS = 5 * 60_000;

type Services = Pick<Ingestion, "services" | "servicesMeasuredAt">;

/** How receiving, loading and keeping stand; answers while ClickHouse does not. */
@Controller()
export class IngestionController {
  readonly #metadata: MetadataStore;
  readonly #queries: TelemetryQueries;
  readonly #now: Clock;
  #services: { readonly untilMs: number; readonly answer: Promise<Services> } | undefined;

  constructor(
    @Inject(METADATA) metadata: MetadataStore,
    @Inject(QUERIES) queries: TelemetryQueries,
    @Inject(CLOCK) now: Clock,
  ) {
    this.#metadata = metadata;
    this.#queries = queries;
    this.#now = now;
  }

  @Endpoint("getIngestion")
  async ingestion(): Promise<RouteResponse<"getIngestion">> {
    const [reports, keys, tables] = await Promise.all([
      this.#metadata.self.list(),
      this.#metadata.ingestKeys.list(),
      this.#queries.storageSizes().catch(() => null),
    ]);
    const keyNames = new Map(keys.map(({ id, name }) => [id, name]));
    return {
      ...presentReports(readReports(reports), keyNames, this.#now()),
      tables: tables?.map(presentTable) ?? null,
      ...(tables === null
        ? { services: null, servicesMeasuredAt: null }
        : await this.#readServices(tables)),
    };
  }

  /** Measured rarely, for all who ask: it reads a column of everything that is kept. */
  #readServices(tables: readonly TableSize[]): Promise<Services> {
    const nowMs = this.#now();
    if (this.#services === undefined || this.#services.untilMs <= nowMs) {
      const answer = this.#queries.rowsByService().then(
        (rows) => ({
          services: estimateServices(rows, tables),
          servicesMeasuredAt: toIso(nowMs),
        }),
        () => ({ services: null, servicesMeasuredAt: null }),
      );
      this.#services = { untilMs: nowMs + SERVICES_EVERY_MS, answer };
    }
    return this.#services.answer;
  }
}

function presentTable(size: TableSize): NonNullable<Ingestion["tables"]>[number] {
  return {
    table: size.table,
    rows: size.rows,
    parts: size.parts,
    bytes: size.compressedBytes,
    uncompressedBytes: size.uncompressedBytes,
  };
}
