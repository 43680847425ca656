import { escalationPolicyInput } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { checkForm } from "@/api/field-errors";
import { moveLevel, newLevel, policyBody, policyDraft } from "./policy-draft";
import { describePolicy } from "./policy-words";

const at = "2026-01-01T00:00:00Z";
const policy = {
  id: "p",
  name: "Standard",
  levels: [
    { channelIds: ["a"], timeoutMs: 300_000 },
    { channelIds: ["a", "b"], timeoutMs: 90_000 },
  ],
  repeat: 2,
  createdAt: at,
  updatedAt: at,
};
const names = new Map([
  ["a", "Chat"],
  ["b", "Mail"],
]);

describe("policy form", () => {
  it("gives back what it was filled with", () => {
    const { name, levels, repeat } = policy;
    expect(policyBody(policyDraft(policy))).toEqual({ name, levels, repeat });
  });

  it("is refused with fields that are not numbers", () => {
    const draft = {
      ...policyDraft(policy),
      repeat: "",
      levels: [{ ...newLevel([]), minutes: "x" }],
    };
    const check = checkForm(escalationPolicyInput, policyBody(draft));
    expect(Object.keys(check.ok ? {} : check.errors).sort()).toEqual([
      "levels.0.timeoutMs",
      "repeat",
    ]);
  });

  it("moves levels inside the list only", () => {
    const { levels } = policyDraft(policy);
    expect(moveLevel(levels, 0, 1).map(({ key }) => key)).toEqual([1, 0]);
    expect(moveLevel(levels, 0, -1)).toBe(levels);
    expect(newLevel(levels).key).toBe(2);
  });
});

describe("describePolicy", () => {
  it("tells the whole way", () => {
    expect(describePolicy(policy, names)).toBe(
      "At once tell Chat. If nobody acknowledges within 5 min, tell Chat and Mail. " +
        "After another 90 s without an answer, start over, 2 times; then every channel is told one last time.",
    );
  });

  it("says when nobody is told", () => {
    const empty = { levels: [{ channelIds: [], timeoutMs: 60_000 }], repeat: 0 };
    expect(describePolicy(empty, names)).toMatch(/^Tells nobody/);
    const half = { levels: [...empty.levels, { channelIds: ["a"], timeoutMs: 60_000 }], repeat: 0 };
    expect(describePolicy(half, names)).toMatch(
      /^Level 1 tells nobody and is skipped. At once tell Chat./,
    );
  });
});
