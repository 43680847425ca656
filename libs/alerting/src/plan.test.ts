import { describe, expect, it } from "vitest";
import { createNotice, incidentTitle } from "./notice.ts";
import { planSlot, type KnownInstance, type SlotPlan, type WindowResult } from "./plan.ts";
import type { ThresholdRule } from "./rule.ts";

const rule: ThresholdRule = {
  name: "Checkout is slow",
  description: "",
  enabled: true,
  kind: "threshold",
  signal: { type: "red", measure: "p95", groupBy: ["service"] },
  condition: { comparison: "gt", threshold: 500 },
  windowMs: 60_000,
  intervalMs: 15_000,
  evalDelayMs: 5_000,
  forMs: 0,
  keepFiringForMs: 0,
  noData: "hold",
  severity: "critical",
  labels: { team: "shop" },
  annotations: { summary: "{{ labels.service }} at {{ value }} (limit {{ threshold }})" },
  channelIds: [],
  escalationPolicyId: null,
};

const values = (groups: Record<string, number | null>, truncated = false): WindowResult => ({
  kind: "values",
  truncated,
  groups: Object.entries(groups).map(([service, value]) => ({
    labels: { service },
    value,
    samples: 3,
  })),
});

function play(results: readonly WindowResult[], changes: Partial<ThresholdRule> = {}): SlotPlan[] {
  let known: readonly KnownInstance[] = [];
  let open = false;
  return results.map((result, index) => {
    const slotMs = 1_000_000 + index * rule.intervalMs;
    const plan = planSlot({
      rule: { ...rule, ...changes },
      known,
      hasOpenIncident: open,
      slotMs,
      result,
    });
    const merged = new Map(known.map((each) => [each.fingerprint, each]));
    for (const each of plan.instances) merged.set(each.fingerprint, each);
    known = [...merged.values()];
    if (plan.decision === "open") open = true;
    if (plan.decision === "resolve") open = false;
    return plan;
  });
}

describe("planSlot", () => {
  it("keeps no instance for groups that never breach", () => {
    const [plan] = play([values({ cart: 10, checkout: 20 })]);
    expect(plan?.instances).toEqual([]);
    expect(plan?.decision).toBe("none");
  });

  it("opens, joins, shrinks and resolves one incident", () => {
    const plans = play([
      values({ cart: 900, checkout: 20 }),
      values({ cart: 900, checkout: 800 }),
      values({ cart: 20, checkout: 800 }),
      values({ cart: 20, checkout: 30 }),
    ]);
    expect(plans.map((each) => each.decision)).toEqual(["open", "join", "shrink", "resolve"]);
  });

  it("changes nothing on an error but says it", () => {
    const plans = play([values({ cart: 900 }), { kind: "error", message: "time-out" }]);
    expect(plans[1]).toMatchObject({ status: "error", error: "time-out", decision: "none" });
    expect(plans[1]?.instances[0]).toMatchObject({ state: { state: "firing" }, transitions: [] });
  });

  it("does not take a truncated answer for the end of a group", () => {
    const plans = play([
      values({ cart: 900 }),
      values({ a: 1 }, true),
      values({ a: 1 }, true),
      values({ a: 1 }, true),
    ]);
    expect(plans.at(-1)?.instances[0]?.state.state).toBe("firing");
  });

  it.each([
    ["hold", "firing", "none"],
    ["ok", "inactive", "resolve"],
    ["alert", "firing", "none"],
    ["zero", "inactive", "resolve"],
  ] as const)("without data under policy %s an alert is %s", (noData, state, decision) => {
    const plans = play([values({ cart: 900 }), values({})], { noData });
    expect(plans[1]?.instances[0]?.state.state).toBe(state);
    expect(plans[1]?.decision).toBe(decision);
    expect(plans[1]?.dataStatus).toBe("no_data");
  });

  it("fires on absence when asked, even before the first group", () => {
    const [plan] = play([values({})], { noData: "alert" });
    expect(plan?.decision).toBe("open");
  });

  it("keeps evidence of what it saw", () => {
    const [plan] = play([values({ cart: 900 })]);
    expect(plan?.instances[0]?.evidence).toEqual({
      query: "p95 by service over 1 min",
      windowFrom: new Date(1_000_000 - 65_000).toISOString(),
      windowTo: new Date(1_000_000 - 5_000).toISOString(),
      value: 900,
      comparison: "gt",
      threshold: 500,
      samples: 3,
      sentence: null,
      expected: null,
      forecast: null,
    });
  });
});

describe("createNotice", () => {
  it("lists the alerts with expanded annotations", () => {
    const [plan] = play([values({ cart: 900, checkout: 700 })]);
    const instances = plan?.instances ?? [];
    const notice = createNotice({
      rule,
      kind: "firing",
      incident: { id: "i1", title: incidentTitle(rule, instances) },
      groupKey: "rule:r1",
      publicUrl: "http://localhost:3000",
      instances,
      nowMs: 0,
    });
    expect(notice).toMatchObject({
      title: "Checkout is slow: cart and 1 more",
      summary: "cart at 900 ms (limit 500 ms)",
      incidentUrl: "http://localhost:3000/incidents/i1",
      commonLabels: { team: "shop", alertname: "Checkout is slow", severity: "critical" },
    });
    expect(notice.alerts.map((each) => [each.status, each.labels["service"]])).toEqual([
      ["firing", "cart"],
      ["firing", "checkout"],
    ]);
  });
});
