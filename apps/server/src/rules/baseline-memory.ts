import {
  beginTraining,
  fingerprintOf,
  restoreBaseline,
  storeBaseline,
  type AnomalyRule,
  type GroupBaseline,
  type GroupValue,
  type JudgeContext,
  type SlotPlan,
  type Window,
  type WindowResult,
} from "@headroom/alerting";
import type { BaselineChanges, BaselineRecord } from "@headroom/metadata-store";
import type { MemoryDependencies, RuleMemory } from "./rule-memory.ts";
import { trainBaselines } from "./train-baselines.ts";

/** Most groups that a rule remembers: as many as one evaluation reads. */
const MOST_BASELINES = 1_000;
/** Training stops here and goes on at the next slot; with one last query it stays in the lease. */
const LONGEST_TRAINING_MS = 6_000;

interface Remembered {
  readonly baseline: GroupBaseline;
  readonly lastSlotMs: number;
}

interface WatchedRule {
  readonly id: string;
  readonly definition: AnomalyRule;
}

/** Opens what an anomaly rule remembers, for the slots of one claim. */
export async function openBaselineMemory(
  rule: WatchedRule,
  dependencies: MemoryDependencies,
): Promise<RuleMemory> {
  const stored = await dependencies.metadata.rules.baselines(rule.id);
  const known = new Map(stored.flatMap((each) => recall(rule.definition, each)));
  return new BaselineMemory(rule, known, dependencies);
}

/**
 * The baselines of a rule. A group that is seen for the first time learns from stored history
 * first, as far as time allows; until then it is learning.
 */
class BaselineMemory implements RuleMemory {
  readonly #rule: WatchedRule;
  readonly #known: Map<string, Remembered>;
  readonly #dependencies: MemoryDependencies;
  /** Fingerprints of what the next commit writes. */
  readonly #changed = new Set<string>();

  constructor(rule: WatchedRule, known: Map<string, Remembered>, dependencies: MemoryDependencies) {
    this.#rule = rule;
    this.#known = known;
    this.#dependencies = dependencies;
  }

  async contextOf(result: WindowResult, window: Window): Promise<JudgeContext> {
    const { unit } = await this.#dependencies.readFacts(this.#rule.definition.signal);
    if (result.kind === "values") {
      this.#beginWith(result.groups, window);
      await this.#train(window);
    }
    return { unit, baselines: baselinesOf(this.#known), forecasts: new Map() };
  }

  changesOf(plan: SlotPlan, slotMs: number): BaselineChanges {
    for (const [fingerprint, { baseline }] of plan.judged) {
      if (baseline !== undefined) this.#remember(fingerprint, baseline, slotMs);
    }
    const removed = forget(this.#known, new Set(plan.judged.keys()));
    const written = [...this.#changed].flatMap((fingerprint) => this.#write(fingerprint));
    this.#changed.clear();
    return { written, removed };
  }

  #remember(fingerprint: string, baseline: GroupBaseline, lastSlotMs: number): void {
    this.#known.set(fingerprint, { baseline, lastSlotMs });
    this.#changed.add(fingerprint);
  }

  #beginWith(groups: readonly GroupValue[], window: Window): void {
    const { definition } = this.#rule;
    const seen = groups.map(({ labels }) => fingerprintOf(labels));
    // A rule that takes no data for 0 judges even when nothing reports.
    if (seen.length === 0 && definition.noData === "zero") seen.push(fingerprintOf({}));
    for (const fingerprint of seen) {
      if (this.#known.has(fingerprint)) continue;
      this.#remember(fingerprint, beginTraining(definition, window.toMs), window.toMs);
    }
  }

  async #train(window: Window): Promise<void> {
    const { queries, now, log } = this.#dependencies;
    const endMs = now() + LONGEST_TRAINING_MS;
    const trained = await trainBaselines({
      rule: this.#rule.definition,
      baselines: baselinesOf(this.#known),
      toMs: window.toMs,
      queries,
      hasTime: () => now() < endMs,
      onRefused: (error) =>
        log.warn({ rule: this.#rule.id, err: error }, "a part of the history could not be learnt"),
    });
    for (const [fingerprint, baseline] of trained) {
      this.#remember(fingerprint, baseline, window.toMs);
    }
  }

  #write(fingerprint: string): BaselineRecord[] {
    const each = this.#known.get(fingerprint);
    if (each === undefined) return [];
    const form = storeBaseline(each.baseline);
    // Later slots of this claim go on from the stored form, as those of the next claim do.
    const baseline = restoreBaseline(form, this.#rule.definition.condition.sensitivity);
    this.#known.set(fingerprint, { ...each, baseline: baseline ?? each.baseline });
    return [{ fingerprint, ...form, lastSlotMs: each.lastSlotMs }];
  }
}

function recall(rule: AnomalyRule, stored: BaselineRecord): [string, Remembered][] {
  const baseline = restoreBaseline(stored, rule.condition.sensitivity);
  return baseline === undefined
    ? []
    : [[stored.fingerprint, { baseline, lastSlotMs: stored.lastSlotMs }]];
}

function baselinesOf(known: ReadonlyMap<string, Remembered>): ReadonlyMap<string, GroupBaseline> {
  return new Map([...known].map(([fingerprint, { baseline }]) => [fingerprint, baseline]));
}

/** Forgets the groups that were not seen for the longest time while there are too many. */
function forget(known: Map<string, Remembered>, seen: ReadonlySet<string>): string[] {
  if (known.size <= MOST_BASELINES) return [];
  const removed = [...known]
    .filter(([fingerprint]) => !seen.has(fingerprint))
    .toSorted(([, a], [, b]) => a.lastSlotMs - b.lastSlotMs)
    .slice(0, known.size - MOST_BASELINES)
    .map(([fingerprint]) => fingerprint);
  for (const fingerprint of removed) known.delete(fingerprint);
  return removed;
}
