import { channelInput, escalationPolicyInput } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { checkForm } from "./field-errors";

const errorsOf = (schema: typeof channelInput | typeof escalationPolicyInput, input: unknown) => {
  const check = checkForm(schema, input);
  return check.ok ? {} : check.errors;
};

describe("explainIssue", () => {
  it("says what to do about empty and malformed fields", () => {
    expect(errorsOf(channelInput, { name: "", config: { type: "email", to: ["x"] } })).toEqual({
      name: "Fill this in.",
      "config.to.0": "Give an e-mail address, as name@example.org.",
    });
    expect(errorsOf(channelInput, { name: "a", config: { type: "email", to: [] } })).toEqual({
      "config.to": "Give at least one.",
    });
  });

  it("keeps the messages of the contracts", () => {
    expect(errorsOf(channelInput, { name: "a", config: { type: "webhook", url: "x" } })).toEqual({
      "config.url": "Give a full http:// or https:// address.",
    });
  });

  it("tells limits in the units of the form", () => {
    const level = (timeoutMs: number) => ({ channelIds: [], timeoutMs });
    const policy = { name: "a", repeat: 12, levels: [level(1), level(1e9), level(Number.NaN)] };
    expect(errorsOf(escalationPolicyInput, policy)).toEqual({
      repeat: "Choose at most 9.",
      "levels.0.timeoutMs": "Choose at least 10 s.",
      "levels.1.timeoutMs": "Choose at most 24 h.",
      "levels.2.timeoutMs": "Give a number.",
    });
  });
});
