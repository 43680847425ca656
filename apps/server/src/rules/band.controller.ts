import { Controller } from "@nestjs/common";
import { Endpoint } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";

@Controller()
export class BandController {
  @Endpoint("readSignalBand")
  band(): Promise<never> {
    return this.#refuse();
  }

  #refuse(): Promise<never> {
    return Promise.reject(
      new ApiError("unavailable", "Bands can't be computed by this version yet."),
    );
  }
}
