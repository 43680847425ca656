import { Controller, Inject } from "@nestjs/common";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { Endpoint, Input } from "../http/endpoint.ts";
import { CLOCK, QUERIES, type Clock } from "../http/tokens.ts";
import { resolveRange } from "../telemetry/range.ts";
import { createLessonCache, type LessonReader } from "./lesson-cache.ts";
import { readSignalBand } from "./read-signal-band.ts";

@Controller()
export class BandController {
  readonly #queries: TelemetryQueries;
  readonly #now: Clock;
  readonly #readLesson: LessonReader;

  constructor(@Inject(QUERIES) queries: TelemetryQueries, @Inject(CLOCK) now: Clock) {
    this.#queries = queries;
    this.#now = now;
    this.#readLesson = createLessonCache(queries, now);
  }

  @Endpoint("readSignalBand")
  band(
    @Input() { body }: RouteRequest<"readSignalBand">,
  ): Promise<RouteResponse<"readSignalBand">> {
    const { signal, stepSeconds, sensitivity } = body;
    const range = resolveRange(body, this.#now());
    const request = { signal, range, stepSeconds, sensitivity };
    return readSignalBand(this.#queries, request, this.#readLesson);
  }
}
