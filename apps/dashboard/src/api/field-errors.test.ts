import { channelInput } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { ApiError } from "./api-error";
import { checkForm, errorAt, serverFieldErrors } from "./field-errors";

describe("checkForm", () => {
  it("gives the parsed value", () => {
    const check = checkForm(channelInput, {
      name: " Team ",
      config: { type: "email", to: ["a@example.org"] },
    });
    expect(check.ok && check.value.name).toBe("Team");
  });

  it("gives one message for each field", () => {
    const check = checkForm(channelInput, { name: "", config: { type: "webhook", url: "x" } });
    expect(Object.keys(check.ok ? {} : check.errors).sort()).toEqual(["config.url", "name"]);
  });
});

describe("serverFieldErrors", () => {
  it("reads the fields of an ApiError only", () => {
    const error = new ApiError("invalid_request", 400, "no", { "body.name": "Taken." });
    expect(serverFieldErrors(error)).toEqual({ name: "Taken." });
    expect(serverFieldErrors(new Error("x"))).toEqual({});
  });
});

describe("errorAt", () => {
  it("finds messages below a path", () => {
    expect(errorAt({ "config.to.1": "Bad address." }, "config.to")).toBe("Bad address.");
    expect(errorAt({ configuration: "no" }, "config")).toBeUndefined();
  });
});
