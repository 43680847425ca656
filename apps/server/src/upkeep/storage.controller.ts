import { Controller, Inject, Req } from "@nestjs/common";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import type { MetadataStore } from "@headroom/metadata-store";
import {
  listExpired,
  retentionSignals,
  sumBytes,
  type RetentionPolicy,
  type TelemetryStore,
} from "@headroom/telemetry-store";
import type { FastifyRequest } from "fastify";
import { actorName, actorOf } from "../auth/guard.ts";
import { Endpoint, Input } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";
import { BELL, CLOCK, METADATA, STORAGE, TELEMETRY, type Clock } from "../http/tokens.ts";
import type { Bell } from "../worker/bell.ts";
import { readRetention, saveRetention } from "./retention-settings.ts";
import type { StorageReader } from "./storage-reader.ts";
import { summariseBySignal } from "./summarise-drops.ts";

@Controller()
export class StorageController {
  readonly #storage: StorageReader;
  readonly #metadata: MetadataStore;
  readonly #telemetry: TelemetryStore;
  readonly #bell: Bell;
  readonly #now: Clock;

  constructor(
    @Inject(STORAGE) storage: StorageReader,
    @Inject(METADATA) metadata: MetadataStore,
    @Inject(TELEMETRY) telemetry: TelemetryStore,
    @Inject(BELL) bell: Bell,
    @Inject(CLOCK) now: Clock,
  ) {
    this.#storage = storage;
    this.#metadata = metadata;
    this.#telemetry = telemetry;
    this.#bell = bell;
    this.#now = now;
  }

  @Endpoint("getStorage")
  read(): Promise<RouteResponse<"getStorage">> {
    return this.#storage.read();
  }

  @Endpoint("updateRetention")
  async update(
    @Input() { body: { policy, dryRun } }: RouteRequest<"updateRetention">,
    @Req() request: FastifyRequest,
  ): Promise<RouteResponse<"updateRetention">> {
    requireAdministrator(request);
    const nowMs = this.#now();
    const expired = listExpired(await this.#telemetry.upkeep.partitions(), policy, nowMs);
    if (!dryRun) await this.#apply(policy, actorName(request, undefined), nowMs);
    const signals = summariseBySignal(expired);
    return { policy, applied: !dryRun, bytes: sumBytes(expired), signals };
  }

  async #apply(policy: RetentionPolicy, by: string, nowMs: number): Promise<void> {
    const before = await readRetention(this.#metadata);
    if (retentionSignals.some((signal) => before[signal] !== policy[signal])) {
      await saveRetention(this.#metadata, policy, nowMs);
      const detail = { by, from: before, to: policy };
      await this.#metadata.upkeepEvents.record({ nowMs, kind: "policy_changed", detail });
    }
    await this.#bell.upkeep();
  }
}

// Where no sign-in is asked for, whoever reaches the machine administrates it.
function requireAdministrator(request: FastifyRequest): void {
  const user = actorOf(request);
  if (user === null || user.role === "admin") return;
  throw new ApiError(
    "forbidden",
    "Only administrators change how long telemetry is kept. Ask one of them.",
  );
}
