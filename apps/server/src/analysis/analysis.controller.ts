import { Controller, Inject } from "@nestjs/common";
import type { RuleDefinition } from "@headroom/alerting";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import { MetadataStoreError, type MetadataStore } from "@headroom/metadata-store";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { Endpoint, Input } from "../http/endpoint.ts";
import { CLOCK, METADATA, QUERIES, type Clock } from "../http/tokens.ts";
import { describeSignalTrend } from "./describe-signal-trend.ts";
import { findCorrelations } from "./find-correlations.ts";
import { findSuspects } from "./find-suspects.ts";
import { parseRange } from "./step-range.ts";

@Controller()
export class AnalysisController {
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

  @Endpoint("describeTrend")
  trend(@Input() { body }: RouteRequest<"describeTrend">): Promise<RouteResponse<"describeTrend">> {
    const { signal, byRelease } = body;
    return describeSignalTrend(this.#queries, {
      signal,
      byRelease,
      range: parseRange(body),
      nowMs: this.#now(),
    });
  }

  @Endpoint("findCorrelations")
  correlate(
    @Input() { body }: RouteRequest<"findCorrelations">,
  ): Promise<RouteResponse<"findCorrelations">> {
    return findCorrelations(this.#queries, {
      ...body,
      range: parseRange(body),
      nowMs: this.#now(),
    });
  }

  @Endpoint("getIncidentSuspects")
  async suspects(
    @Input() { params }: RouteRequest<"getIncidentSuspects">,
  ): Promise<RouteResponse<"getIncidentSuspects">> {
    const incident = await this.#metadata.incidents.get(params.id);
    const rule = await this.#findRule(incident.ruleId);
    return findSuspects(this.#queries, incident, rule, this.#now());
  }

  async #findRule(id: string): Promise<RuleDefinition | undefined> {
    try {
      return (await this.#metadata.rules.get(id)).definition;
    } catch (error) {
      if (error instanceof MetadataStoreError && error.code === "not_found") return undefined;
      throw error;
    }
  }
}
