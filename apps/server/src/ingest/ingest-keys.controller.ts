import { Controller, Inject } from "@nestjs/common";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import type { IngestKeyRecord, MetadataStore } from "@headroom/metadata-store";
import { Endpoint, Input } from "../http/endpoint.ts";
import { CLOCK, METADATA, type Clock } from "../http/tokens.ts";
import { toIso } from "../telemetry/range.ts";

@Controller()
export class IngestKeysController {
  readonly #metadata: MetadataStore;
  readonly #now: Clock;

  constructor(@Inject(METADATA) metadata: MetadataStore, @Inject(CLOCK) now: Clock) {
    this.#metadata = metadata;
    this.#now = now;
  }

  @Endpoint("listIngestKeys")
  async list(): Promise<RouteResponse<"listIngestKeys">> {
    return { items: (await this.#metadata.ingestKeys.list()).map(presentKey) };
  }

  @Endpoint("createIngestKey")
  async create(
    @Input() { body }: RouteRequest<"createIngestKey">,
  ): Promise<RouteResponse<"createIngestKey">> {
    const created = await this.#metadata.ingestKeys.create({ ...body, nowMs: this.#now() });
    return { ...presentKey(created), key: created.key };
  }

  @Endpoint("updateIngestKey")
  async update(
    @Input() { params, body }: RouteRequest<"updateIngestKey">,
  ): Promise<RouteResponse<"updateIngestKey">> {
    return presentKey(await this.#metadata.ingestKeys.update({ ...body, id: params.id }));
  }

  @Endpoint("revokeIngestKey")
  async revoke(@Input() { params }: RouteRequest<"revokeIngestKey">): Promise<void> {
    await this.#metadata.ingestKeys.revoke({ id: params.id, nowMs: this.#now() });
  }
}

function presentKey(key: IngestKeyRecord): RouteResponse<"listIngestKeys">["items"][number] {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    quota: key.quota,
    createdAt: toIso(key.createdMs),
    lastUsedAt: key.lastUsedMs === null ? null : toIso(key.lastUsedMs),
    revokedAt: key.revokedMs === null ? null : toIso(key.revokedMs),
  };
}
