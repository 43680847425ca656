import { Module, type DynamicModule, type Provider, type Type } from "@nestjs/common";
import { HealthController, READINESS, type ReadinessCheck } from "./health.controller.ts";

/** What a process serves over HTTP: always its health, and the API where it has that role. */
export interface HttpSurface {
  readonly readiness: readonly ReadinessCheck[];
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
}

@Module({})
export class ApiModule {
  static with(surface: HttpSurface): DynamicModule {
    return {
      module: ApiModule,
      controllers: [HealthController, ...surface.controllers],
      providers: [{ provide: READINESS, useValue: surface.readiness }, ...surface.providers],
    };
  }
}
