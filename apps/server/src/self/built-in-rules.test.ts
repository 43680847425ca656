import { builtInLabel, ruleDefinition } from "@headroom/contracts";
import { expect, it } from "vitest";
import { listBuiltInRules } from "./built-in-rules.ts";
import { isVitalSignal } from "./vital-window.ts";

it("are rules that people could have written, marked, and readable without ClickHouse", () => {
  const rules = listBuiltInRules("policy");
  for (const { key, definition } of rules) {
    expect(ruleDefinition.parse(definition)).toEqual(definition);
    expect(definition.labels[builtInLabel]).toBe(key);
    expect(definition.escalationPolicyId).toBe("policy");
    expect(isVitalSignal(definition.signal)).toBe(true);
  }
  expect(new Set(rules.map(({ key }) => key)).size).toBe(rules.length);
});
