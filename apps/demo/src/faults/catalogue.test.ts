import { describe, expect, it } from "vitest";
import { SHOP_PROCESSES } from "../topology.ts";
import {
  describeToggle,
  FAULT_NAMES,
  FAULTS,
  initialFaultStates,
  isFaultName,
  toggleFault,
} from "./catalogue.ts";
import { renderControlPage } from "./control-page.ts";
import { nextLeakBytes } from "./leak.ts";

describe("fault catalogue", () => {
  it("describes every name once, in order", () => {
    expect(FAULTS.map((fault) => fault.name)).toEqual([...FAULT_NAMES]);
  });

  it("names only services that exist", () => {
    const services = new Set(SHOP_PROCESSES.map((entry) => entry.service));
    for (const fault of FAULTS)
      for (const service of fault.services) expect(services).toContain(service);
  });

  it("starts with everything off", () => {
    const states = initialFaultStates();
    expect(Object.keys(states)).toEqual([...FAULT_NAMES]);
    expect(Object.values(states)).not.toContain(true);
  });

  it("tells a name from any other text", () => {
    expect(isFaultName("slow-query")).toBe(true);
    expect(isFaultName("toString")).toBe(false);
  });
});

describe("toggleFault", () => {
  it("changes one fault and leaves the state it was given alone", () => {
    const before = initialFaultStates();
    const { states, changed } = toggleFault(before, "bad-canary", true);
    expect(changed).toBe(true);
    expect(states["bad-canary"]).toBe(true);
    expect(before["bad-canary"]).toBe(false);
    expect(Object.values(states).filter(Boolean)).toHaveLength(1);
  });

  it("reports no change when nothing changes", () => {
    expect(toggleFault(initialFaultStates(), "slow-query", false).changed).toBe(false);
  });
});

describe("describeToggle", () => {
  it("is one line that names the fault and its effect", () => {
    expect(describeToggle("error-burst", true)).toBe(
      "fault error-burst on: payments answers 40 % of charges with 503",
    );
    expect(describeToggle("error-burst", false)).toBe(
      "fault error-burst off: payments back to normal",
    );
  });
});

describe("renderControlPage", () => {
  it("offers the opposite of each state, as a form and as curl", () => {
    const { states } = toggleFault(initialFaultStates(), "slow-query", true);
    const page = renderControlPage(states, "http://127.0.0.1:3100");
    expect(page).toContain('action="/faults/slow-query/off"');
    expect(page).toContain('action="/faults/cache-flush/on"');
    expect(page).toContain("curl -X POST http://127.0.0.1:3100/faults/slow-query/off");
  });
});

describe("nextLeakBytes", () => {
  it("grows by 2 MiB a step and stops at 240 MiB", () => {
    expect(nextLeakBytes(0)).toBe(2 * 1024 ** 2);
    expect(nextLeakBytes(239 * 1024 ** 2)).toBe(240 * 1024 ** 2);
    expect(nextLeakBytes(240 * 1024 ** 2)).toBe(240 * 1024 ** 2);
  });
});
