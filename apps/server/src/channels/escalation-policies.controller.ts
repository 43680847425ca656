import { Controller, Inject } from "@nestjs/common";
import type { EscalationPolicy, RouteRequest, RouteResponse } from "@headroom/contracts";
import type { EscalationPolicyRecord, MetadataStore } from "@headroom/metadata-store";
import { Endpoint, Input } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";
import { CLOCK, METADATA, type Clock } from "../http/tokens.ts";
import { toIso } from "../telemetry/range.ts";

type PolicyInput = RouteRequest<"createEscalationPolicy">["body"];

@Controller()
export class EscalationPoliciesController {
  readonly #metadata: MetadataStore;
  readonly #now: Clock;

  constructor(@Inject(METADATA) metadata: MetadataStore, @Inject(CLOCK) now: Clock) {
    this.#metadata = metadata;
    this.#now = now;
  }

  @Endpoint("listEscalationPolicies")
  async list(): Promise<RouteResponse<"listEscalationPolicies">> {
    return { items: (await this.#metadata.escalations.listPolicies()).map(presentPolicy) };
  }

  @Endpoint("createEscalationPolicy")
  async create(
    @Input() { body }: RouteRequest<"createEscalationPolicy">,
  ): Promise<EscalationPolicy> {
    await this.#checkChannels(body);
    return presentPolicy(
      await this.#metadata.escalations.createPolicy({ ...body, nowMs: this.#now() }),
    );
  }

  @Endpoint("updateEscalationPolicy")
  async update(
    @Input() { params, body }: RouteRequest<"updateEscalationPolicy">,
  ): Promise<EscalationPolicy> {
    await this.#checkChannels(body);
    return presentPolicy(
      await this.#metadata.escalations.updatePolicy({ id: params.id, ...body, nowMs: this.#now() }),
    );
  }

  @Endpoint("deleteEscalationPolicy")
  async remove(@Input() { params }: RouteRequest<"deleteEscalationPolicy">): Promise<void> {
    await this.#metadata.escalations.removePolicy(params.id);
  }

  async #checkChannels(policy: PolicyInput): Promise<void> {
    const known = new Set((await this.#metadata.channels.list()).map((each) => each.id));
    const errors = policy.levels.flatMap((level, index) =>
      level.channelIds.every((id) => known.has(id))
        ? []
        : [{ path: `levels.${index}.channelIds`, message: "A channel here does not exist." }],
    );
    if (errors.length > 0) {
      throw new ApiError(
        "invalid_request",
        "The policy names a channel that does not exist.",
        errors,
      );
    }
  }
}

function presentPolicy(policy: EscalationPolicyRecord): EscalationPolicy {
  return {
    id: policy.id,
    name: policy.name,
    levels: policy.levels.map(({ channelIds, timeoutMs }) => ({
      channelIds: [...channelIds],
      timeoutMs,
    })),
    repeat: policy.repeat,
    createdAt: toIso(policy.createdMs),
    updatedAt: toIso(policy.updatedMs),
  };
}
