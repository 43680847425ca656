import { fingerprintOf } from "./labels.ts";
import { isFiring, planSlot, type KnownInstance, type WindowResult } from "./plan.ts";
import type { Labels, RuleDefinition } from "./rule.ts";

/** A series of window values: [slot in ms, value or null]. */
export interface SimulatedSeries {
  readonly labels: Labels;
  readonly points: readonly (readonly [number, number | null])[];
}

/** A stretch in which an alert would have fired; `toMs` null: it fires at the end. */
export interface Episode {
  readonly fromMs: number;
  readonly toMs: number | null;
}

export interface Simulation {
  /** Episodes of each series, in the order of the series. */
  readonly episodes: readonly (readonly Episode[])[];
  readonly total: number;
}

/**
 * Runs the rule's own state machine over past values, one slot every `stepMs`, and returns when
 * each series would have fired. Absent points are absent groups of that slot.
 */
export function simulateRule(
  rule: RuleDefinition,
  series: readonly SimulatedSeries[],
  stepMs: number,
): Simulation {
  const keys = series.map((each) => fingerprintOf(each.labels));
  const episodes = new Map<string, Episode[]>(keys.map((key) => [key, []]));
  const values = series.map((each) => new Map(each.points));
  const slots = [...new Set(series.flatMap((each) => each.points.map(([ms]) => ms)))].toSorted(
    (a, b) => a - b,
  );
  const stepped: RuleDefinition = { ...rule, intervalMs: stepMs, evalDelayMs: 0 };
  let known = new Map<string, KnownInstance>();
  for (const slotMs of slots) {
    const groups = series.flatMap(({ labels }, index) => {
      const value = values[index]?.get(slotMs);
      return value === undefined || value === null ? [] : [{ labels, value, samples: 1 }];
    });
    const result: WindowResult = { kind: "values", groups, truncated: false };
    const plan = planSlot({
      rule: stepped,
      known: [...known.values()],
      hasOpenIncident: false,
      slotMs,
      result,
    });
    known = new Map([...known, ...plan.instances.map((each) => [each.fingerprint, each] as const)]);
    for (const each of plan.instances) {
      if (each.event !== null) record(episodes, each.fingerprint, slotMs, isFiring(each.state));
    }
  }
  const ordered = keys.map((key) => episodes.get(key) ?? []);
  return { episodes: ordered, total: ordered.reduce((sum, each) => sum + each.length, 0) };
}

function record(
  episodes: Map<string, Episode[]>,
  fingerprint: string,
  slotMs: number,
  fired: boolean,
): void {
  const list = episodes.get(fingerprint);
  if (list === undefined) return;
  if (fired) {
    list.push({ fromMs: slotMs, toMs: null });
    return;
  }
  const last = list.at(-1);
  if (last !== undefined) list[list.length - 1] = { fromMs: last.fromMs, toMs: slotMs };
}
