import { Controller, Inject } from "@nestjs/common";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import type { MetadataStore } from "@headroom/metadata-store";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import type { Config } from "../config/load.ts";
import { Endpoint, Input } from "../http/endpoint.ts";
import { CONFIG, METADATA, QUERIES } from "../http/tokens.ts";
import { readReports } from "../self/present-ingestion.ts";
import { combineOverflows } from "./combine-overflows.ts";
import { toIso } from "./range.ts";

/** Which metrics have the most series, and which had no room for more. */
@Controller()
export class CardinalityController {
  readonly #queries: TelemetryQueries;
  readonly #metadata: MetadataStore;
  readonly #config: Config;

  constructor(
    @Inject(QUERIES) queries: TelemetryQueries,
    @Inject(METADATA) metadata: MetadataStore,
    @Inject(CONFIG) config: Config,
  ) {
    this.#queries = queries;
    this.#metadata = metadata;
    this.#config = config;
  }

  @Endpoint("getCardinality")
  async cardinality(
    @Input() { query }: RouteRequest<"getCardinality">,
  ): Promise<RouteResponse<"getCardinality">> {
    const [found, reports] = await Promise.all([
      this.#queries.cardinality(query),
      this.#metadata.self.list(),
    ]);
    const { seriesPerMetric, seriesPerService } = this.#config.seriesLimits;
    const share = (series: number, limit: number): number | null =>
      limit === 0 ? null : series / limit;
    return {
      from: toIso(found.fromMs),
      to: toIso(found.toMs),
      isShortened: found.isShortened,
      limits: {
        seriesPerMetric: seriesPerMetric === 0 ? null : seriesPerMetric,
        seriesPerService: seriesPerService === 0 ? null : seriesPerService,
      },
      totalSeries: found.totalSeries,
      metrics: found.metrics.map(({ topAttribute, ...each }) => ({
        ...each,
        limitShare: share(each.series, seriesPerMetric),
        topAttribute: topAttribute ?? null,
      })),
      services: found.services.map((each) => ({
        ...each,
        limitShare: share(each.series, seriesPerService),
      })),
      overflows: combineOverflows(readReports(reports), query.service),
    };
  }
}
