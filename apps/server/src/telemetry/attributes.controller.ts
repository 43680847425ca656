import { Controller, Inject } from "@nestjs/common";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { Endpoint, Input } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";
import { CLOCK, QUERIES, type Clock } from "../http/tokens.ts";
import { resolveRange } from "./range.ts";

type Query = RouteRequest<"listAttributeKeys">["query"];

/** Attribute keys and values in use, for filters and groupings. */
@Controller()
export class AttributesController {
  readonly #queries: TelemetryQueries;
  readonly #now: Clock;

  constructor(@Inject(QUERIES) queries: TelemetryQueries, @Inject(CLOCK) now: Clock) {
    this.#queries = queries;
    this.#now = now;
  }

  @Endpoint("listAttributeKeys")
  async keys(
    @Input() { query }: RouteRequest<"listAttributeKeys">,
  ): Promise<RouteResponse<"listAttributeKeys">> {
    const { signal, service } = query;
    const range = resolveRange(query, this.#now());
    const keys = await (signal === "metrics"
      ? this.#queries.metricAttributeKeys({ ...range, service, metric: metricOf(query) })
      : this.#queries.attributeKeys({ ...range, service, signal }));
    return { items: keys.map((each) => each.name) };
  }

  @Endpoint("listAttributeValues")
  async values(
    @Input() { query }: RouteRequest<"listAttributeValues">,
  ): Promise<RouteResponse<"listAttributeValues">> {
    const { signal, service, key, q } = query;
    const range = resolveRange(query, this.#now());
    const values = await (signal === "metrics"
      ? this.#queries.metricAttributeValues({ ...range, service, metric: metricOf(query), key, q })
      : this.#queries.attributeValues({ ...range, service, signal, key, q }));
    return { items: values.map(({ name, count }) => ({ value: name, count })) };
  }
}

function metricOf(query: Query): string {
  if (query.metric !== undefined) return query.metric;
  throw new ApiError("invalid_request", "Name the metric whose attributes you want: metric=….");
}
