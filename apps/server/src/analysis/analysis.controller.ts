import { Controller } from "@nestjs/common";
import { Endpoint } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";

@Controller()
export class AnalysisController {
  @Endpoint("describeTrend")
  trend(): Promise<never> {
    return this.#refuse();
  }

  @Endpoint("findCorrelations")
  correlate(): Promise<never> {
    return this.#refuse();
  }

  @Endpoint("getIncidentSuspects")
  suspects(): Promise<never> {
    return this.#refuse();
  }

  #refuse(): Promise<never> {
    return Promise.reject(
      new ApiError("unavailable", "This analysis can't be run by this version yet."),
    );
  }
}
