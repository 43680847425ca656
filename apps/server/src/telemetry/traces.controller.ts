import { Controller, Inject } from "@nestjs/common";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { Endpoint, Input } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";
import { CLOCK, QUERIES, type Clock } from "../http/tokens.ts";
import { timeAxis } from "./present-services.ts";
import { presentTrace } from "./present-traces.ts";
import { chooseStepMs, resolveRange } from "./range.ts";

@Controller()
export class TracesController {
  readonly #queries: TelemetryQueries;
  readonly #now: Clock;

  constructor(@Inject(QUERIES) queries: TelemetryQueries, @Inject(CLOCK) now: Clock) {
    this.#queries = queries;
    this.#now = now;
  }

  @Endpoint("listTraces")
  async list(@Input() { query }: RouteRequest<"listTraces">): Promise<RouteResponse<"listTraces">> {
    const { from, to, filters, sort, ...rest } = query;
    const range = resolveRange({ from, to }, this.#now());
    const page = await this.#queries.searchTraces({ ...rest, ...range, attributes: filters, sort });
    return {
      items: page.traces.map(({ start, ...trace }) => ({ ...trace, startedAt: start })),
      nextCursor: page.nextCursor ?? null,
    };
  }

  @Endpoint("getTraceVolume")
  async volume(
    @Input() { query }: RouteRequest<"getTraceVolume">,
  ): Promise<RouteResponse<"getTraceVolume">> {
    const { from, to, filters, ...rest } = query;
    const range = resolveRange({ from, to }, this.#now());
    const { stepMs, points } = await this.#queries.spanVolume({
      ...rest,
      ...range,
      attributes: filters,
      stepMs: chooseStepMs(range, undefined, 80),
    });
    const byTime = new Map(points.map((point) => [point.timeMs, point]));
    const axis = timeAxis(range, stepMs);
    return {
      stepSeconds: stepMs / 1_000,
      spans: axis.map((timeMs) => [timeMs, byTime.get(timeMs)?.spans ?? 0]),
      errors: axis.map((timeMs) => [timeMs, byTime.get(timeMs)?.errors ?? 0]),
      p95Ms: axis.map((timeMs) => [timeMs, byTime.get(timeMs)?.p95Ms ?? null]),
    };
  }

  @Endpoint("getTrace")
  async get(@Input() { params }: RouteRequest<"getTrace">): Promise<RouteResponse<"getTrace">> {
    const trace = await this.#queries.trace(params);
    if (trace.spans.length === 0) {
      throw new ApiError(
        "not_found",
        "No spans of this trace are stored. It may be older than the retention, or still on its way: spans show up within seconds.",
      );
    }
    return presentTrace(trace);
  }
}
