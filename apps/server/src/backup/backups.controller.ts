import { Controller, Inject, Req } from "@nestjs/common";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import type { FastifyRequest } from "fastify";
import { actorOf } from "../auth/guard.ts";
import type { Config } from "../config/load.ts";
import { Endpoint, Input } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";
import { BACKUPS, CONFIG } from "../http/tokens.ts";
import type { BackupTasks } from "./backup-tasks.ts";
import { BackupError, parseDestination, type Destination } from "./destination.ts";

@Controller()
export class BackupsController {
  readonly #tasks: BackupTasks;
  readonly #config: Config;

  constructor(@Inject(BACKUPS) tasks: BackupTasks, @Inject(CONFIG) config: Config) {
    this.#tasks = tasks;
    this.#config = config;
  }

  @Endpoint("createBackup")
  create(
    @Req() request: FastifyRequest,
    @Input() { body }: RouteRequest<"createBackup">,
  ): RouteResponse<"createBackup"> {
    this.#requireAdministrator(request);
    const base = body.base ?? undefined;
    return this.#tasks.start(
      toDestination(body.to),
      base === undefined ? base : toDestination(base),
    );
  }

  @Endpoint("listBackups")
  list(@Req() request: FastifyRequest): RouteResponse<"listBackups"> {
    this.#requireAdministrator(request);
    return { items: this.#tasks.list() };
  }

  @Endpoint("getBackup")
  get(
    @Req() request: FastifyRequest,
    @Input() { params }: RouteRequest<"getBackup">,
  ): RouteResponse<"getBackup"> {
    this.#requireAdministrator(request);
    return this.#tasks.get(params.id);
  }

  // A backup writes files anywhere this process may, and holds every secret.
  #requireAdministrator(request: FastifyRequest): void {
    const actor = actorOf(request);
    if (actor === null ? !this.#config.auth.required : actor.role === "admin") return;
    throw new ApiError("forbidden", "Backups are for administrators. Sign in as one.");
  }
}

function toDestination(text: string): Destination {
  try {
    return parseDestination(text);
  } catch (error) {
    if (error instanceof BackupError) throw new ApiError("invalid_request", error.message);
    throw error;
  }
}
