import { Controller, Inject, Req } from "@nestjs/common";
import type { RouteResponse } from "@headroom/contracts";
import type { FastifyRequest } from "fastify";
import type { Config } from "../config/load.ts";
import { Endpoint } from "../http/endpoint.ts";
import { AUTH, CONFIG } from "../http/tokens.ts";
import type { Auth } from "./auth.ts";
import { actorOf } from "./guard.ts";

@Controller()
export class SessionController {
  readonly #auth: Auth;
  readonly #config: Config;

  constructor(@Inject(AUTH) auth: Auth, @Inject(CONFIG) config: Config) {
    this.#auth = auth;
    this.#config = config;
  }

  @Endpoint("getSession")
  async session(@Req() request: FastifyRequest): Promise<RouteResponse<"getSession">> {
    return {
      authRequired: this.#config.auth.required,
      firstUser: !(await this.#auth.hasUsers()),
      user: actorOf(request),
    };
  }
}
