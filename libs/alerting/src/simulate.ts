import type { GroupBaseline, Judged } from "./judged.ts";
import type { GroupForecast } from "./judge-forecast.ts";
import { fingerprintOf } from "./labels.ts";
import { isFiring, planSlot, type KnownInstance, type WindowResult } from "./plan.ts";
import type { Labels, RuleDefinition } from "./rule.ts";
import { beginLive } from "./training.ts";

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

/** What a rule said about one value. */
export interface SimulatedJudgement {
  readonly slotMs: number;
  readonly judged: Judged;
}

export interface Simulation {
  /** Episodes of each series, in the order of the series. */
  readonly episodes: readonly (readonly Episode[])[];
  /** What was said about each value of each series, oldest first. */
  readonly judgements: readonly (readonly SimulatedJudgement[])[];
  readonly total: number;
}

/** What was known before the first slot, and what is known of the future at each. */
export interface SimulationContext {
  readonly unit: string;
  /** By fingerprint; a series without one learns from its first value on. */
  readonly baselines: ReadonlyMap<string, GroupBaseline>;
  forecastsAt(slotMs: number): ReadonlyMap<string, GroupForecast>;
}

const nothingKnown: SimulationContext = {
  unit: "",
  baselines: new Map(),
  forecastsAt: () => new Map(),
};

/**
 * Runs the rule's own judgement and state machine over past values, one slot every `stepMs`, and
 * returns when each series would have fired. Absent points are absent groups of that slot.
 */
export function simulateRule(
  rule: RuleDefinition,
  series: readonly SimulatedSeries[],
  stepMs: number,
  context: SimulationContext = nothingKnown,
): Simulation {
  const keys = series.map((each) => fingerprintOf(each.labels));
  const episodes = new Map<string, Episode[]>(keys.map((key) => [key, []]));
  const judgements = new Map<string, SimulatedJudgement[]>(keys.map((key) => [key, []]));
  const values = series.map((each) => new Map(each.points));
  const slots = [...new Set(series.flatMap((each) => each.points.map(([ms]) => ms)))].toSorted(
    (a, b) => a - b,
  );
  const stepped: RuleDefinition = { ...rule, intervalMs: stepMs, evalDelayMs: 0 };
  const baselines = new Map(context.baselines);
  if (stepped.kind === "anomaly") {
    const first = beginLive(stepped, slots[0] ?? 0);
    for (const key of keys) if (!baselines.has(key)) baselines.set(key, first);
  }
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
      context: { unit: context.unit, baselines, forecasts: context.forecastsAt(slotMs) },
    });
    known = new Map([...known, ...plan.instances.map((each) => [each.fingerprint, each] as const)]);
    for (const [key, judged] of plan.judged) {
      judgements.get(key)?.push({ slotMs, judged });
      if (judged.baseline !== undefined) baselines.set(key, judged.baseline);
    }
    for (const each of plan.instances) {
      if (each.event !== null) record(episodes, each.fingerprint, slotMs, isFiring(each.state));
    }
  }
  const ordered = keys.map((key) => episodes.get(key) ?? []);
  return {
    episodes: ordered,
    judgements: keys.map((key) => judgements.get(key) ?? []),
    total: ordered.reduce((sum, each) => sum + each.length, 0),
  };
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
