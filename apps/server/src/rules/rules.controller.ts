import { Controller, Inject, Req } from "@nestjs/common";
import type { RuleDefinition } from "@headroom/alerting";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import type { MetadataStore, RuleSummary } from "@headroom/metadata-store";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import type { FastifyRequest } from "fastify";
import { actorName } from "../auth/guard.ts";
import type { Config } from "../config/load.ts";
import { Endpoint, Input } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";
import { BELL, CLOCK, CONFIG, METADATA, QUERIES, type Clock } from "../http/tokens.ts";
import { resolveRange } from "../telemetry/range.ts";
import type { Bell } from "../worker/bell.ts";
import { endedNotice } from "./ended-notice.ts";
import { createLessonCache, type LessonReader } from "./lesson-cache.ts";
import { presentRule } from "./present-rule.ts";
import { previewRule } from "./preview-rule.ts";

@Controller()
export class RulesController {
  readonly #metadata: MetadataStore;
  readonly #queries: TelemetryQueries;
  readonly #bell: Bell;
  readonly #publicUrl: string;
  readonly #now: Clock;
  readonly #readLesson: LessonReader;

  constructor(
    @Inject(METADATA) metadata: MetadataStore,
    @Inject(QUERIES) queries: TelemetryQueries,
    @Inject(BELL) bell: Bell,
    @Inject(CONFIG) config: Config,
    @Inject(CLOCK) now: Clock,
  ) {
    this.#metadata = metadata;
    this.#queries = queries;
    this.#bell = bell;
    this.#publicUrl = config.publicUrl;
    this.#now = now;
    this.#readLesson = createLessonCache(queries, now);
  }

  @Endpoint("listRules")
  async list(@Input() { query }: RouteRequest<"listRules">): Promise<RouteResponse<"listRules">> {
    const { q, ...rest } = query;
    const page = await this.#metadata.rules.list({ ...rest, text: q });
    return { items: page.items.map(presentRule), nextCursor: page.nextCursor };
  }

  @Endpoint("getRule")
  async get(@Input() { params }: RouteRequest<"getRule">): Promise<RouteResponse<"getRule">> {
    return presentRule(await this.#metadata.rules.get(params.id));
  }

  @Endpoint("createRule")
  async create(
    @Input() { body }: RouteRequest<"createRule">,
    @Req() request: FastifyRequest,
  ): Promise<RouteResponse<"createRule">> {
    await this.#checkReceivers(body);
    const actor = actorName(request, undefined);
    const rule = await this.#metadata.rules.create({ definition: body, actor, nowMs: this.#now() });
    await this.#bell.evaluate(rule.id);
    return presentRule(rule);
  }

  @Endpoint("updateRule")
  async update(
    @Input() { params, body }: RouteRequest<"updateRule">,
    @Req() request: FastifyRequest,
  ): Promise<RouteResponse<"updateRule">> {
    await this.#checkReceivers(body.definition);
    const before = await this.#metadata.rules.get(params.id);
    return this.#write(before, body.definition, body.version, request);
  }

  @Endpoint("setRuleEnabled")
  async setEnabled(
    @Input() { params, body }: RouteRequest<"setRuleEnabled">,
    @Req() request: FastifyRequest,
  ): Promise<RouteResponse<"setRuleEnabled">> {
    const before = await this.#metadata.rules.get(params.id);
    if (before.enabled === body.enabled) return presentRule(before);
    const definition = { ...before.definition, enabled: body.enabled };
    return this.#write(before, definition, before.version, request);
  }

  @Endpoint("deleteRule")
  async remove(
    @Input() { params }: RouteRequest<"deleteRule">,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const rule = await this.#metadata.rules.get(params.id);
    const nowMs = this.#now();
    const intentIds = await this.#metadata.rules.remove({
      id: params.id,
      actor: actorName(request, undefined),
      nowMs,
      composeResolved: endedNotice(rule, this.#publicUrl, nowMs),
    });
    await this.#bell.deliver(intentIds);
  }

  @Endpoint("previewRule")
  preview(@Input() { body }: RouteRequest<"previewRule">): Promise<RouteResponse<"previewRule">> {
    const range = resolveRange(body, this.#now());
    return previewRule(this.#queries, body.definition, range, this.#readLesson);
  }

  async #write(
    before: RuleSummary,
    definition: RuleDefinition,
    version: number,
    request: FastifyRequest,
  ): Promise<RouteResponse<"updateRule">> {
    const nowMs = this.#now();
    const { intentIds } = await this.#metadata.rules.update({
      id: before.id,
      version,
      definition,
      actor: actorName(request, undefined),
      nowMs,
      composeResolved: endedNotice(before, this.#publicUrl, nowMs),
    });
    await this.#bell.deliver(intentIds);
    await this.#bell.evaluate(before.id);
    return presentRule(await this.#metadata.rules.get(before.id));
  }

  /** A rule that would tell nobody because its receiver does not exist is refused at once. */
  async #checkReceivers(definition: RuleDefinition): Promise<void> {
    const [channels, policies] = await Promise.all([
      this.#metadata.channels.list(),
      this.#metadata.escalations.listPolicies(),
    ]);
    const known = new Set(channels.map((each) => each.id));
    const errors = definition.channelIds.flatMap((id, index) =>
      known.has(id)
        ? []
        : [{ path: `channelIds.${index}`, message: "This channel does not exist." }],
    );
    const policyId = definition.escalationPolicyId;
    if (policyId !== null && !policies.some((each) => each.id === policyId)) {
      errors.push({
        path: "escalationPolicyId",
        message: "This escalation policy does not exist.",
      });
    }
    if (errors.length > 0) {
      throw new ApiError(
        "invalid_request",
        "The rule names a receiver that does not exist.",
        errors,
      );
    }
  }
}
