import {
  fingerprintOf,
  MOST_FORECASTS,
  type ForecastRule,
  type GroupForecast,
  type GroupValue,
  type Window,
  type WindowResult,
} from "@headroom/alerting";
import type { Forecast } from "@headroom/detection";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { forecastWithGrowth } from "./forecast-with-growth.ts";
import { readForecastHistory, type ForecastHistory } from "./forecast-history.ts";
import { readLimits } from "./read-limits.ts";
import type { FactsReader } from "./signal-facts.ts";

const MOST_RULES = 200;

/** A version of a forecast rule. */
export interface VersionedForecastRule {
  readonly id: string;
  readonly version: number;
  readonly definition: ForecastRule;
}

/** Forecasts of rules; each is made once for each complete step of its history. */
export interface ForecastReader {
  /** Forecasts and present limits of the groups of a window. @throws TelemetryStoreError */
  read(
    rule: VersionedForecastRule,
    result: WindowResult,
    window: Window,
  ): Promise<ReadonlyMap<string, GroupForecast>>;
}

interface Made {
  readonly forecast: Forecast;
  readonly stepMs: number;
}

interface Kept {
  readonly version: number;
  /** From this window's end on a step is over that the forecasts don't know. */
  readonly untilMs: number;
  readonly made: ReadonlyMap<string, Made>;
}

/** Creates the forecasts of a process, for at most 200 rules at a time. */
export function createForecastReader(
  queries: TelemetryQueries,
  readFacts: FactsReader,
): ForecastReader {
  const kept = new Map<string, Kept>();

  async function make(
    { id, version, definition }: VersionedForecastRule,
    fingerprints: readonly string[],
    toMs: number,
  ): Promise<Kept> {
    const known = kept.get(id);
    const isKnown = fingerprints.every((each) => known?.made.has(each));
    if (known?.version === version && toMs < known.untilMs && isKnown) return known;
    const facts = await readFacts(definition.signal);
    const wanted = new Set(fingerprints);
    const histories = await readForecastHistory(queries, definition, facts, toMs, wanted);
    const made = await forecastAll(histories, definition.condition.horizonMs, toMs);
    const steps = [...histories.values()].map(({ readStepMs }) => readStepMs);
    const stepMs = Math.min(3_600_000, ...steps);
    const next: Kept = { version, untilMs: (Math.floor(toMs / stepMs) + 1) * stepMs, made };
    kept.delete(id);
    kept.set(id, next);
    const oldest = kept.size > MOST_RULES ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return next;
  }

  return {
    async read(rule, result, window) {
      if (result.kind === "error" || result.groups.length === 0) return new Map();
      const fingerprints = choose(result.groups, kept.get(rule.id));
      const { made } = await make(rule, fingerprints, window.toMs);
      const limitOf = await readLimits(queries, rule.definition, window);
      return new Map(
        [...made].map(([fingerprint, each]): [string, GroupForecast] => [
          fingerprint,
          { ...each, limit: limitOf(fingerprint) },
        ]),
      );
    },
  };
}

/** The groups to forecast: those that are already, then the heaviest. */
function choose(groups: readonly GroupValue[], known: Kept | undefined): string[] {
  const present = groups.map(({ labels }) => fingerprintOf(labels));
  const isKept = (fingerprint: string): boolean => known?.made.has(fingerprint) === true;
  const ordered = [...present.filter(isKept), ...present.filter((each) => !isKept(each))];
  return ordered.slice(0, MOST_FORECASTS);
}

/** Forecasts one group after the other; the process does other work in between. */
export async function forecastAll(
  histories: ReadonlyMap<string, ForecastHistory>,
  horizonMs: number,
  nowMs: number,
): Promise<Map<string, Made>> {
  const made = new Map<string, Made>();
  for (const [fingerprint, { points, stepMs }] of histories) {
    made.set(fingerprint, {
      forecast: forecastWithGrowth(points, { horizonMs, stepMs, nowMs }),
      stepMs,
    });
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
  return made;
}
