import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  endInstance,
  newInstance,
  stepInstance,
  type InstanceState,
  type InstanceTiming,
  type Observation,
  type Transition,
} from "./instance.ts";

const interval = 10;
const observations: Readonly<Record<string, Observation>> = {
  T: { kind: "value", verdict: "true", value: 9 },
  F: { kind: "value", verdict: "false", value: 1 },
  H: { kind: "value", verdict: "hold", value: 5 },
  N: { kind: "no_data", verdict: "unknown" },
  E: { kind: "error" },
  M: { kind: "missing" },
};

const letters: Readonly<Record<InstanceState["state"], string>> = {
  inactive: "i",
  pending: "p",
  firing: "f",
  recovering: "r",
};

/** Runs one observation per slot; returns a letter for the state after each. */
function run(
  script: string,
  timing: Partial<InstanceTiming> = {},
  gaps: Record<number, number> = {},
) {
  const full: InstanceTiming = { intervalMs: interval, forMs: 0, keepFiringForMs: 0, ...timing };
  let state = newInstance(0);
  let slot = 0;
  const transitions: Transition[] = [];
  const events: string[] = [];
  let states = "";
  for (const [index, letter] of [...script].entries()) {
    slot += interval * (1 + (gaps[index] ?? 0));
    const observation = observations[letter];
    if (observation === undefined) throw new Error(letter);
    const step = stepInstance(state, observation, slot, full);
    state = step.next;
    transitions.push(...step.transitions);
    if (step.event !== null) events.push(`${step.event}@${slot}`);
    states += letters[state.state];
  }
  return { state, states, transitions, events };
}

describe("stepInstance", () => {
  it.each([
    ["fires at once without `for`", "FTTF", {}, "iffi"],
    ["waits for `for`", "TTTF", { forMs: 20 }, "ppfi"],
    ["fires at the second slot when 0 < for < interval", "TT", { forMs: 5 }, "pf"],
    ["forgets a pending breach that ends", "TFTT", { forMs: 20 }, "pipp"],
    ["keeps firing for a while", "TFFF", { keepFiringForMs: 20 }, "frri"],
    ["returns from recovering to firing", "TFTFFF", { keepFiringForMs: 20 }, "frfrri"],
    ["holds in the band between the limits", "THHF", {}, "fffi"],
    ["does not fire in the band", "HHT", {}, "iif"],
    ["holds its state on errors", "TEEE", {}, "ffff"],
    ["holds its state without data", "TNNN", {}, "ffff"],
    ["does not fire on errors", "EEE", {}, "iii"],
    ["does not become firing on unknown slots", "TEET", { forMs: 30 }, "pppf"],
    ["resolves a group that vanished after two slots", "TMM", {}, "ffi"],
    ["keeps a group that vanished for one slot", "TMTM", {}, "ffff"],
  ] as const)("%s", (_name, script, timing, states) => {
    expect(run(script, timing).states).toBe(states);
  });

  it("says what began and what ended an episode", () => {
    const { events, transitions } = run("TTFT", { forMs: 10 });
    expect(events).toEqual(["fired@20", "resolved@30"]);
    expect(transitions.map((each) => each.cause)).toEqual([
      "breached",
      "held_for",
      "cleared",
      "breached",
    ]);
  });

  it("does not count unwatched time towards `for`", () => {
    expect(run("TT", { forMs: 30 }, { 1: 10 }).states).toBe("pp");
    expect(run("TTTTT", { forMs: 30 }, { 1: 10 }).states).toBe("pppff");
  });

  it("ignores a slot it has already judged", () => {
    const { state } = run("TT");
    const again = stepInstance(state, observations["F"] as Observation, state.lastSlotMs, {
      intervalMs: interval,
      forMs: 0,
      keepFiringForMs: 0,
    });
    expect(again).toEqual({ next: state, transitions: [], event: null });
  });

  it("resolves with the cause when its rule goes away", () => {
    const { state } = run("T");
    const step = endInstance(state, 99, "rule_deleted");
    expect(step.event).toBe("resolved");
    expect(step.transitions).toMatchObject([
      { from: "firing", to: "inactive", cause: "rule_deleted" },
    ]);
  });
});

describe("stepInstance, for all sequences", () => {
  const script = fc.stringMatching(/^[TFHNEM]{1,40}$/);
  const timing = fc.record({
    forMs: fc.constantFrom(0, 5, 10, 20, 30),
    keepFiringForMs: fc.constantFrom(0, 10, 30),
  });

  it("numbers transitions without gaps, each from where the last one led", () => {
    fc.assert(
      fc.property(script, timing, (text, times) => {
        const { transitions } = run(text, times);
        let previous: Transition["to"] = "inactive";
        for (const [index, each] of transitions.entries()) {
          expect(each.seq).toBe(index + 1);
          expect(each.from).toBe(previous);
          previous = each.to;
        }
      }),
    );
  });

  it("passes through pending when `for` is set, and never fires early", () => {
    fc.assert(
      fc.property(script, timing, (text, times) => {
        const { transitions } = run(text, times);
        for (const [index, each] of transitions.entries()) {
          if (each.to !== "firing" || each.from === "recovering") continue;
          expect(each.from).toBe(times.forMs === 0 ? "inactive" : "pending");
          const since = transitions[index - 1];
          if (times.forMs > 0 && since !== undefined) {
            expect(each.slotMs - since.slotMs).toBeGreaterThanOrEqual(times.forMs);
          }
        }
      }),
    );
  });

  it("never changes state at an unknown slot", () => {
    fc.assert(
      fc.property(script, timing, (text, times) => {
        const before = run(text, times);
        expect(run(`${text}E`, times).state.state).toBe(before.state.state);
        expect(run(`${text}N`, times).state.state).toBe(before.state.state);
      }),
    );
  });

  it("alternates fired and resolved", () => {
    fc.assert(
      fc.property(script, timing, (text, times) => {
        const { events } = run(text, times);
        for (const [index, event] of events.entries()) {
          expect(event.startsWith(index % 2 === 0 ? "fired" : "resolved")).toBe(true);
        }
      }),
    );
  });
});
