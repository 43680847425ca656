import {
  noContext,
  type JudgeContext,
  type SlotPlan,
  type Window,
  type WindowResult,
} from "@headroom/alerting";
import type { BaselineChanges, ClaimedRule, MetadataStore } from "@headroom/metadata-store";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import type { Logger } from "pino";
import { openBaselineMemory } from "./baseline-memory.ts";
import type { ForecastReader } from "./forecast-reader.ts";
import type { FactsReader } from "./signal-facts.ts";

/** What judging the slots of a claimed rule needs beyond the values of its windows. */
export interface RuleMemory {
  /** What the groups of a window are judged with. @throws what the stores throw */
  contextOf(result: WindowResult, window: Window): Promise<JudgeContext>;
  /** What a slot taught; the next slot of the claim goes on from there. */
  changesOf(plan: SlotPlan, slotMs: number): BaselineChanges | undefined;
}

export interface MemoryDependencies {
  readonly metadata: Pick<MetadataStore, "rules">;
  readonly queries: TelemetryQueries;
  readonly readFacts: FactsReader;
  readonly forecasts: ForecastReader;
  readonly now: () => number;
  readonly log: Logger;
}

const none: RuleMemory = {
  contextOf: () => Promise.resolve(noContext),
  changesOf: () => undefined,
};

/** Opens what a rule of its kind remembers. */
export async function openMemory(
  { rule }: Pick<ClaimedRule, "rule">,
  dependencies: MemoryDependencies,
): Promise<RuleMemory> {
  const { definition } = rule;
  switch (definition.kind) {
    case "threshold":
      return none;
    case "anomaly":
      return openBaselineMemory({ id: rule.id, definition }, dependencies);
    case "forecast":
      return {
        contextOf: async (result, window) => ({
          ...noContext,
          unit: (await dependencies.readFacts(definition.signal)).unit,
          forecasts: await dependencies.forecasts.read(
            { id: rule.id, version: rule.version, definition },
            result,
            window,
          ),
        }),
        changesOf: () => undefined,
      };
  }
}
