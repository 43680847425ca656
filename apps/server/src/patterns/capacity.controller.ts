import { Controller } from "@nestjs/common";
import { Endpoint } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";

@Controller()
export class CapacityController {
  @Endpoint("listCapacity")
  list(): Promise<never> {
    return this.#refuse();
  }

  @Endpoint("getResourceForecast")
  resource(): Promise<never> {
    return this.#refuse();
  }

  @Endpoint("setResourceLimit")
  setLimit(): Promise<never> {
    return this.#refuse();
  }

  @Endpoint("getScalability")
  scalability(): Promise<never> {
    return this.#refuse();
  }

  #refuse(): Promise<never> {
    return Promise.reject(
      new ApiError("unavailable", "Capacity can't be computed by this version yet."),
    );
  }
}
