import { Controller, Inject } from "@nestjs/common";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import type { MetadataStore } from "@headroom/metadata-store";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { Endpoint, Input } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";
import { BELL, CLOCK, METADATA, QUERIES, type Clock } from "../http/tokens.ts";
import type { Bell } from "../worker/bell.ts";
import { demandAssessment } from "./demand-assessment.ts";
import { readDocuments, type AssessedDocuments } from "./present-detail.ts";
import { presentResource, sortResources } from "./present-resource.ts";
import { presentScalability } from "./present-scalability.ts";
import { storedForm, type StoredCapacity } from "./stored-forms.ts";

@Controller()
export class CapacityController {
  readonly #metadata: MetadataStore;
  readonly #queries: TelemetryQueries;
  readonly #bell: Bell;
  readonly #now: Clock;

  constructor(
    @Inject(METADATA) metadata: MetadataStore,
    @Inject(QUERIES) queries: TelemetryQueries,
    @Inject(BELL) bell: Bell,
    @Inject(CLOCK) now: Clock,
  ) {
    this.#metadata = metadata;
    this.#queries = queries;
    this.#bell = bell;
    this.#now = now;
  }

  @Endpoint("listCapacity")
  async list(
    @Input() { query: { service } }: RouteRequest<"listCapacity">,
  ): Promise<RouteResponse<"listCapacity">> {
    const parts = await this.#metadata.assessments.list({
      part: "capacity",
      form: storedForm,
      service,
    });
    return {
      // The store gives documents of the present form only.
      items: sortResources(
        parts.flatMap(({ document }) => (document as StoredCapacity | null)?.resources ?? []),
      ),
      waiting: parts.filter(({ assessedMs }) => assessedMs === null).map((part) => part.service),
    };
  }

  @Endpoint("getResourceForecast")
  async resource(
    @Input() { params, query }: RouteRequest<"getResourceForecast">,
  ): Promise<RouteResponse<"getResourceForecast">> {
    const { capacity, forecasts } = await this.#read(params.service);
    const found = capacity.resources.find(
      ({ resource, subject }) => resource === params.resource && subject === query.subject,
    );
    if (found === undefined) {
      throw new ApiError(
        "not_found",
        `${params.service} has no resource ${params.resource} of ${query.subject}. List its capacity and use one of the resources there.`,
      );
    }
    return presentResource(found, capacity, forecasts);
  }

  @Endpoint("setResourceLimit")
  async setLimit(@Input() { params, body }: RouteRequest<"setResourceLimit">): Promise<void> {
    const { service, resource } = params;
    const { capacity } = await this.#read(service);
    const isKnown = capacity.resources.some(
      (one) => one.resource === resource && one.subject === body.subject,
    );
    if (!isKnown && body.limit !== null) {
      throw new ApiError(
        "not_found",
        `${service} has no resource ${resource} of ${body.subject}. List its capacity and use one of the resources there.`,
      );
    }
    const nowMs = this.#now();
    await this.#metadata.resourceLimits.set({
      service,
      resource,
      subject: body.subject,
      value: body.limit,
      nowMs,
    });
    await demandAssessment(service, {
      metadata: this.#metadata,
      queries: this.#queries,
      bell: this.#bell,
      nowMs,
    });
  }

  @Endpoint("getScalability")
  async scalability(
    @Input() { params }: RouteRequest<"getScalability">,
  ): Promise<RouteResponse<"getScalability">> {
    const { capacity } = await this.#read(params.service);
    return presentScalability(params.service, capacity.scaling);
  }

  async #read(service: string): Promise<AssessedDocuments> {
    const found = await this.#metadata.assessments.get({ service, form: storedForm });
    const documents = readDocuments(found);
    if (documents !== undefined) return documents;
    throw new ApiError("not_found", `${service} was not assessed yet. Try again in a minute.`);
  }
}
