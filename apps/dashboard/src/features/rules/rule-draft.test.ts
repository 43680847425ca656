import { describe, expect, it } from "vitest";
import { readDraft, writeDraft } from "./rule-draft";
import { emptyForm, emptySignal } from "./rule-form";
import { switchKind } from "./rule-kinds";

describe("drafts", () => {
  it.each(["metric", "red", "logs"] as const)("keep an incomplete %s form", (type) => {
    const form = {
      ...emptyForm(emptySignal(type, "checkout")),
      windowMs: Number.NaN,
      labels: [{ key: "", value: "x" }],
    };
    expect(readDraft(writeDraft(form))).toEqual(form);
  });

  it("keep what was set for a kind that was left", () => {
    const form = emptyForm(emptySignal("red"), "forecast");
    const left = { ...form, ...switchKind(form, "anomaly") };
    expect(readDraft(writeDraft(left))).toEqual(left);
  });

  it.each([null, "", "{", "{}", '{"name":"x"}'])("%j is no draft", (text) => {
    expect(readDraft(text)).toBeNull();
  });
});
