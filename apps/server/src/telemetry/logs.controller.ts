import { Controller, Inject } from "@nestjs/common";
import {
  logSeverities,
  severityNumberOf,
  type LogSeverity,
  type RouteRequest,
  type RouteResponse,
} from "@headroom/contracts";
import type { LogRecord, TelemetryQueries } from "@headroom/telemetry-store";
import { Endpoint, Input } from "../http/endpoint.ts";
import { CLOCK, QUERIES, type Clock } from "../http/tokens.ts";
import { timeAxis } from "./present-services.ts";
import { chooseStepMs, resolveRange } from "./range.ts";

type LogFilters = Omit<RouteRequest<"getLogHistogram">["query"], "from" | "to">;

@Controller()
export class LogsController {
  readonly #queries: TelemetryQueries;
  readonly #now: Clock;

  constructor(@Inject(QUERIES) queries: TelemetryQueries, @Inject(CLOCK) now: Clock) {
    this.#queries = queries;
    this.#now = now;
  }

  @Endpoint("listLogs")
  async list(@Input() { query }: RouteRequest<"listLogs">): Promise<RouteResponse<"listLogs">> {
    const { from, to, limit, cursor, order, ...filters } = query;
    const page = await this.#queries.searchLogs({
      ...toSelection(filters),
      ...resolveRange({ from, to }, this.#now()),
      limit,
      cursor,
      order: order === "newest" ? "desc" : "asc",
    });
    return { items: page.logs.map(presentLog), nextCursor: page.nextCursor ?? null };
  }

  @Endpoint("getLogHistogram")
  async histogram(
    @Input() { query }: RouteRequest<"getLogHistogram">,
  ): Promise<RouteResponse<"getLogHistogram">> {
    const { from, to, ...filters } = query;
    const range = resolveRange({ from, to }, this.#now());
    const { stepMs, points } = await this.#queries.logHistogram({
      ...toSelection(filters),
      ...range,
      stepMs: chooseStepMs(range, undefined, 80),
    });
    const byTime = new Map(points.map((point) => [point.timeMs, point]));
    const axis = timeAxis(range, stepMs);
    const series = ([...logSeverities, "unset"] as const).map((severity) => ({
      severity,
      points: axis.map((timeMs): [number, number | null] => [
        timeMs,
        byTime.get(timeMs)?.[severity] ?? 0,
      ]),
    }));
    const total = series.reduce(
      (sum, each) => sum + each.points.reduce((part, [, count]) => part + (count ?? 0), 0),
      0,
    );
    return { stepSeconds: stepMs / 1_000, total, series };
  }
}

function toSelection({ filters, minSeverity, ...rest }: LogFilters) {
  return {
    ...rest,
    attributes: filters,
    minSeverity: minSeverity === undefined ? undefined : severityNumberOf[minSeverity],
  };
}

/** The level of an OTLP severity number, which counts four steps a level from 1 (trace) to 24. */
export function severityOf(severityNumber: number): LogSeverity | null {
  if (severityNumber < 1 || severityNumber > 24) return null;
  return logSeverities[Math.floor((severityNumber - 1) / 4)] ?? null;
}

function presentLog(log: LogRecord): RouteResponse<"listLogs">["items"][number] {
  const { timestamp, observedTimestamp, ...rest } = log;
  return {
    ...rest,
    time: timestamp,
    observedTime: observedTimestamp,
    severity: severityOf(log.severityNumber),
  };
}
