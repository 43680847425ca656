import { Controller, Inject } from "@nestjs/common";
import type { MetricAggregation } from "@headroom/alerting";
import type { MetricType, RouteRequest, RouteResponse } from "@headroom/contracts";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { Endpoint, Input } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";
import { CLOCK, QUERIES, type Clock } from "../http/tokens.ts";
import { chooseStepMs, resolveRange, toIso } from "./range.ts";

/** Aggregations that make sense for a type of metric; the first is the default. */
export function aggregationsOf(type: MetricType, isMonotonic: boolean): MetricAggregation[] {
  switch (type) {
    case "gauge":
      return ["avg", "max", "min", "sum", "last"];
    case "sum":
      return isMonotonic ? ["rate", "increase"] : ["sum", "avg", "max", "min", "last"];
    case "histogram":
    case "exp_histogram":
      return ["p95", "p50", "p90", "p99", "avg", "rate", "count"];
    case "summary":
      return ["avg", "rate", "count"];
  }
}

@Controller()
export class MetricsController {
  readonly #queries: TelemetryQueries;
  readonly #now: Clock;

  constructor(@Inject(QUERIES) queries: TelemetryQueries, @Inject(CLOCK) now: Clock) {
    this.#queries = queries;
    this.#now = now;
  }

  @Endpoint("listMetrics")
  async list(
    @Input() { query }: RouteRequest<"listMetrics">,
  ): Promise<RouteResponse<"listMetrics">> {
    const { q, service, limit, cursor } = query;
    const page = await this.#queries.metricCatalog({ q, service, limit, cursor });
    return {
      items: page.metrics.map((each) => ({
        name: each.metric,
        type: each.type,
        unit: each.unit,
        description: each.description,
        temporality: each.temporality,
        isMonotonic: each.isMonotonic,
        services: each.services,
        lastSeen: toIso(each.lastSeenMs),
        aggregations: aggregationsOf(each.type, each.isMonotonic),
      })),
      nextCursor: page.nextCursor ?? null,
    };
  }

  @Endpoint("getMetricSeries")
  async series(
    @Input() { query }: RouteRequest<"getMetricSeries">,
  ): Promise<RouteResponse<"getMetricSeries">> {
    const range = resolveRange(query, this.#now());
    const { metric: name, service, groupBy = [], filters = [], limit } = query;
    const found = await this.#queries.findMetric({ metric: name });
    if (found === undefined)
      throw new ApiError("not_found", `No metric named “${name}” is stored.`);
    const possible = aggregationsOf(found.type, found.isMonotonic);
    const aggregation = query.aggregation ?? possible[0] ?? "avg";
    const answer = await this.#queries.metricSeries({
      ...range,
      metric: name,
      aggregation,
      service,
      filters,
      groupBy,
      stepMs: chooseStepMs(range, query.step),
      limitSeries: limit,
    });
    return {
      metric: name,
      type: found.type,
      unit: found.unit,
      aggregation,
      stepSeconds: answer.stepMs / 1_000,
      series: answer.series,
      hiddenSeries: answer.hiddenSeries,
    };
  }
}
