import { Controller, Inject } from "@nestjs/common";
import type { Cardinality, RouteRequest, RouteResponse, SeriesOverflow } from "@headroom/contracts";
import type { MetadataStore } from "@headroom/metadata-store";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import type { Config } from "../config/load.ts";
import { Endpoint, Input } from "../http/endpoint.ts";
import { CONFIG, METADATA, QUERIES } from "../http/tokens.ts";
import { readReports, type ReadReport } from "../self/present-ingestion.ts";
import { toIso } from "./range.ts";

const MAX_OVERFLOWS = 50;

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

/** Overflows of all processes together, most points first; null where no process reports. */
export function combineOverflows(
  reports: readonly ReadReport[],
  service: string | undefined,
): Cardinality["overflows"] {
  if (reports.length === 0) return null;
  const all = reports
    .flatMap(({ document }) => document.ingest?.overflows ?? [])
    .filter((each) => service === undefined || each.service === service);
  const groups = Map.groupBy(all, (each) =>
    JSON.stringify([each.service, each.metric, each.limit]),
  );
  return [...groups.values()]
    .flatMap((group): SeriesOverflow[] => {
      const latest = group.toSorted((left, right) => right.lastMs - left.lastMs)[0];
      if (latest === undefined) return [];
      const { lastMs, ...overflow } = latest;
      const rejectedPoints = group.reduce((sum, each) => sum + each.rejectedPoints, 0);
      return [{ ...overflow, rejectedPoints, lastAt: toIso(lastMs) }];
    })
    .toSorted((left, right) => right.rejectedPoints - left.rejectedPoints)
    .slice(0, MAX_OVERFLOWS);
}
