import { Controller, Inject } from "@nestjs/common";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import type { MetadataStore } from "@headroom/metadata-store";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { Endpoint, Input } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";
import { CLOCK, METADATA, QUERIES, type Clock } from "../http/tokens.ts";
import {
  presentIdentity,
  presentOperations,
  presentRed,
  presentRedSeries,
  presentSparkline,
} from "./present-services.ts";
import { chooseStepMs, resolveRange } from "./range.ts";

const SPARKLINE_POINTS = 40;

@Controller()
export class ServicesController {
  readonly #queries: TelemetryQueries;
  readonly #metadata: MetadataStore;
  readonly #now: Clock;

  constructor(
    @Inject(QUERIES) queries: TelemetryQueries,
    @Inject(METADATA) metadata: MetadataStore,
    @Inject(CLOCK) now: Clock,
  ) {
    this.#queries = queries;
    this.#metadata = metadata;
    this.#now = now;
  }

  @Endpoint("listServices")
  async list(
    @Input() { query }: RouteRequest<"listServices">,
  ): Promise<RouteResponse<"listServices">> {
    const range = resolveRange(query, this.#now());
    const stepMs = Math.max(10_000, chooseStepMs(range, undefined, SPARKLINE_POINTS));
    const [summaries, sparklines, firing] = await Promise.all([
      this.#queries.services(range),
      this.#queries.servicesSparklines({ ...range, stepMs }),
      this.#metadata.alerts.countFiringByService(),
    ]);
    const byService = new Map(sparklines.services.map((each) => [each.service, each]));
    return {
      items: summaries.map((summary) => ({
        ...presentIdentity(summary),
        red: presentRed(summary, range, summary.firstSeenMs),
        firingAlerts: firing.get(summary.service) ?? 0,
        sparkline: presentSparkline(byService.get(summary.service), sparklines.stepMs, range),
      })),
    };
  }

  @Endpoint("getService")
  async get(
    @Input() { params, query }: RouteRequest<"getService">,
  ): Promise<RouteResponse<"getService">> {
    const range = resolveRange(query, this.#now());
    const { service } = params;
    const [summaries, operations, resourceAttributes, firing] = await Promise.all([
      this.#queries.services({ ...range, service }),
      this.#queries.operations({ ...range, service }),
      this.#queries.resourceAttributes({ ...range, service }),
      this.#metadata.alerts.countFiringByService(),
    ]);
    const summary = summaries[0];
    if (summary === undefined) {
      throw new ApiError(
        "not_found",
        `No telemetry of a service named “${service}” in this range.`,
      );
    }
    return {
      ...presentIdentity(summary),
      red: presentRed(summary, range, summary.firstSeenMs),
      firingAlerts: firing.get(service) ?? 0,
      resourceAttributes,
      operations: presentOperations(operations, range, summary.firstSeenMs),
    };
  }

  @Endpoint("getServiceRed")
  async red(
    @Input() { params, query }: RouteRequest<"getServiceRed">,
  ): Promise<RouteResponse<"getServiceRed">> {
    const range = resolveRange(query, this.#now());
    const stepMs = chooseStepMs(range, query.step);
    const { operation } = query;
    const { service } = params;
    const series = await this.#queries.serviceRed({ ...range, service, operation, stepMs });
    return presentRedSeries(series, range);
  }
}
