import { Controller, Inject } from "@nestjs/common";
import { createId, type ChannelRecord, type MetadataStore } from "@headroom/metadata-store";
import {
  channelConfig,
  type Channel,
  type ChannelConfig,
  type RouteRequest,
  type RouteResponse,
} from "@headroom/contracts";
import type { Config } from "../config/load.ts";
import { Endpoint, Input } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";
import { CLOCK, CONFIG, DELIVERY, METADATA, type Clock } from "../http/tokens.ts";
import { toIso } from "../telemetry/range.ts";
import type { Deliver } from "./delivery.ts";
import { maskSecrets, restoreSecrets } from "./mask-secrets.ts";

@Controller()
export class ChannelsController {
  readonly #metadata: MetadataStore;
  readonly #deliver: Deliver;
  readonly #config: Config;
  readonly #now: Clock;

  constructor(
    @Inject(METADATA) metadata: MetadataStore,
    @Inject(DELIVERY) deliver: Deliver,
    @Inject(CONFIG) config: Config,
    @Inject(CLOCK) now: Clock,
  ) {
    this.#metadata = metadata;
    this.#deliver = deliver;
    this.#config = config;
    this.#now = now;
  }

  @Endpoint("listChannels")
  async list(): Promise<RouteResponse<"listChannels">> {
    return { items: (await this.#metadata.channels.list()).map(presentChannel) };
  }

  @Endpoint("createChannel")
  async create(@Input() { body }: RouteRequest<"createChannel">): Promise<Channel> {
    this.#checkMail(body.config);
    return presentChannel(await this.#metadata.channels.create({ ...body, nowMs: this.#now() }));
  }

  @Endpoint("updateChannel")
  async update(@Input() { params, body }: RouteRequest<"updateChannel">): Promise<Channel> {
    const stored = await this.#metadata.channels.get(params.id);
    const config = restoreSecrets(body.config, configOf(stored));
    this.#checkMail(config);
    return presentChannel(
      await this.#metadata.channels.update({
        id: params.id,
        name: body.name,
        config,
        nowMs: this.#now(),
      }),
    );
  }

  @Endpoint("deleteChannel")
  async remove(@Input() { params }: RouteRequest<"deleteChannel">): Promise<void> {
    await this.#metadata.channels.remove(params.id);
  }

  @Endpoint("testChannel")
  async test(
    @Input() { params }: RouteRequest<"testChannel">,
  ): Promise<RouteResponse<"testChannel">> {
    const channel = await this.#metadata.channels.get(params.id);
    const startedMs = this.#now();
    const { outcome, detail } = await this.#deliver(channel, {
      kind: "test",
      dedupKey: `test:${channel.id}:${createId()}`,
      incidentId: null,
      incidentUrl: null,
      title: "Test notification",
      summary: `This is a test of the channel “${channel.name}”. Nothing is wrong.`,
      severity: "info",
      ruleName: "Test",
      groupKey: "test",
      commonLabels: {},
      alerts: [],
      truncatedAlerts: 0,
      sentAt: toIso(startedMs),
    });
    return { outcome, detail, durationMs: this.#now() - startedMs };
  }

  #checkMail(config: ChannelConfig): void {
    if (config.type === "email" && this.#config.smtp === undefined) {
      throw new ApiError(
        "invalid_request",
        "E-mail needs a mail server: set SMTP_URL (smtp://user:password@host:587) and start again.",
      );
    }
  }
}

function configOf(channel: ChannelRecord): ChannelConfig {
  return channelConfig.parse(channel.config);
}

function presentChannel(channel: ChannelRecord): Channel {
  return {
    id: channel.id,
    name: channel.name,
    config: maskSecrets(configOf(channel)),
    createdAt: toIso(channel.createdMs),
    updatedAt: toIso(channel.updatedMs),
  };
}
