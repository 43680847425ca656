import { Controller } from "@nestjs/common";
import { Endpoint } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";

@Controller()
export class PatternsController {
  @Endpoint("listPatterns")
  list(): Promise<never> {
    return this.#refuse();
  }

  @Endpoint("listPatternCatalogue")
  catalogue(): Promise<never> {
    return this.#refuse();
  }

  @Endpoint("getPatternRecord")
  record(): Promise<never> {
    return this.#refuse();
  }

  @Endpoint("getServicePattern")
  detail(): Promise<never> {
    return this.#refuse();
  }

  @Endpoint("assessService")
  assess(): Promise<never> {
    return this.#refuse();
  }

  #refuse(): Promise<never> {
    return Promise.reject(
      new ApiError("unavailable", "Patterns can't be assessed by this version yet."),
    );
  }
}
