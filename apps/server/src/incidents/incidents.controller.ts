import { Controller, Inject, Req } from "@nestjs/common";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import type { IncidentAction, MetadataStore } from "@headroom/metadata-store";
import type { FastifyRequest } from "fastify";
import { actorName } from "../auth/guard.ts";
import type { Config } from "../config/load.ts";
import { Endpoint, Input } from "../http/endpoint.ts";
import { BELL, CLOCK, CONFIG, METADATA, type Clock } from "../http/tokens.ts";
import type { Bell } from "../worker/bell.ts";
import { incidentNotice } from "./incident-notice.ts";
import { presentIncident, presentIncidentDetail } from "./present-incident.ts";

type Detail = RouteResponse<"getIncident">;
type Action = RouteRequest<"acknowledgeIncident">;

@Controller()
export class IncidentsController {
  readonly #metadata: MetadataStore;
  readonly #bell: Bell;
  readonly #publicUrl: string;
  readonly #now: Clock;

  constructor(
    @Inject(METADATA) metadata: MetadataStore,
    @Inject(BELL) bell: Bell,
    @Inject(CONFIG) config: Config,
    @Inject(CLOCK) now: Clock,
  ) {
    this.#metadata = metadata;
    this.#bell = bell;
    this.#publicUrl = config.publicUrl;
    this.#now = now;
  }

  @Endpoint("listIncidents")
  async list(
    @Input() { query }: RouteRequest<"listIncidents">,
  ): Promise<RouteResponse<"listIncidents">> {
    const page = await this.#metadata.incidents.list(query);
    return { items: page.items.map(presentIncident), nextCursor: page.nextCursor };
  }

  @Endpoint("getIncident")
  get(@Input() { params }: RouteRequest<"getIncident">): Promise<Detail> {
    return this.#read(params.id);
  }

  @Endpoint("acknowledgeIncident")
  async acknowledge(@Input() input: Action, @Req() request: FastifyRequest): Promise<Detail> {
    await this.#metadata.incidents.acknowledge(this.#action(input, request));
    return this.#read(input.params.id);
  }

  @Endpoint("unacknowledgeIncident")
  async unacknowledge(@Input() input: Action, @Req() request: FastifyRequest): Promise<Detail> {
    const { escalationRunId } = await this.#metadata.incidents.unacknowledge(
      this.#action(input, request),
    );
    if (escalationRunId !== null) await this.#bell.escalate([escalationRunId]);
    return this.#read(input.params.id);
  }

  @Endpoint("resolveIncident")
  async resolve(@Input() input: Action, @Req() request: FastifyRequest): Promise<Detail> {
    const incident = await this.#metadata.incidents.get(input.params.id);
    const action = this.#action(input, request);
    const { intentIds } = await this.#metadata.incidents.resolve({
      ...action,
      payload: incidentNotice(incident, "resolved", this.#publicUrl, action.nowMs),
    });
    await this.#bell.deliver(intentIds);
    return this.#read(input.params.id);
  }

  @Endpoint("commentIncident")
  async comment(
    @Input() { params, body }: RouteRequest<"commentIncident">,
    @Req() request: FastifyRequest,
  ): Promise<Detail> {
    await this.#metadata.incidents.comment({
      id: params.id,
      actor: actorName(request, body.by),
      text: body.text,
      nowMs: this.#now(),
    });
    return this.#read(params.id);
  }

  #action({ params, body }: Action, request: FastifyRequest): IncidentAction {
    return {
      id: params.id,
      actor: actorName(request, body.by),
      note: body.note,
      nowMs: this.#now(),
    };
  }

  async #read(id: string): Promise<Detail> {
    return presentIncidentDetail(await this.#metadata.incidents.get(id));
  }
}
