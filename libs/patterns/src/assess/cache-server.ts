import type { Statistic } from "../evidence/aggregate.ts";
import { listNames, sumValues } from "../evidence/aggregate.ts";
import { readSignal } from "../evidence/read-signals.ts";
import { cacheServerSignals as signals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { computeHitRatio, computeUtilisation } from "../formulae/utilisation.ts";
import { isCacheCall } from "../recognise/distributed-cache.ts";
import type { MeasuredInput, Measurement, PatternAssessor } from "./measurement.ts";
import { decide, findValue, input, measured, measureWindowS } from "./measurement.ts";

interface Total {
  readonly value: number | undefined;
  readonly shown: MeasuredInput;
}

function total(snapshot: EvidenceSnapshot, key: keyof typeof signals, statistic: Statistic): Total {
  const readings = readSignal(snapshot, signals[key]);
  const value = sumValues(readings, statistic);
  const name = listNames(readings).join(", ");
  return { value, shown: input(key, value ?? 0, signals[key].unit, name, statistic) };
}

function ratio(indicator: string, part: Total, whole: Total): readonly Measurement[] {
  if (part.value === undefined || whole.value === undefined) return [];
  const value = computeUtilisation(part.value, whole.value);
  return measured(indicator, value, `${part.shown.name} / ${whole.shown.name}`, [
    part.shown,
    whole.shown,
  ]);
}

function rate(
  indicator: string,
  part: Total,
  seconds: number,
  unit: string,
): readonly Measurement[] {
  if (part.value === undefined) return [];
  return measured(indicator, part.value / seconds, `${part.shown.name} / window`, [
    part.shown,
    input("window", seconds, unit, "window", "length"),
  ]);
}

function measureCalls(snapshot: EvidenceSnapshot): readonly Measurement[] {
  const slowest = snapshot.shapes
    .filter(isCacheCall)
    .toSorted((left, right) => right.p95S - left.p95S)[0];
  const penalties = snapshot.routes.flatMap(({ missPenaltyS }) => missPenaltyS ?? []);
  const penalty = penalties.length === 0 ? undefined : Math.max(...penalties);
  return [
    ...measured(
      "command-p99",
      slowest?.p95S,
      "p95 of the slowest command, which p99 is not below",
      [input("command time", slowest?.p95S ?? 0, "s", slowest?.name ?? "", "p95")],
    ),
    ...measured("miss-penalty", penalty, "time of the store after a miss", [
      input("penalty", penalty ?? 0, "s", "traces", "mean of the worst route"),
    ]),
  ];
}

function measure(snapshot: EvidenceSnapshot): readonly Measurement[] {
  const seconds = measureWindowS(snapshot);
  const of = (key: keyof typeof signals, statistic: Statistic) => total(snapshot, key, statistic);
  const [hits, misses] = [of("hits", "increase"), of("misses", "increase")];
  const [fragmentation, blocked] = [of("fragmentation", "avg"), of("blocked", "p95")];
  const isCounted = hits.value !== undefined && misses.value !== undefined;
  return [
    ...(isCounted
      ? measured("hit-ratio", computeHitRatio(hits.value, misses.value), "hits / (hits + misses)", [
          hits.shown,
          misses.shown,
        ])
      : []),
    ...ratio("memory-utilisation", of("memoryUsed", "p95"), of("memoryMax", "last")),
    ...rate("eviction-rate", of("evictions", "increase"), seconds, "s"),
    ...ratio("evictions-per-operation", of("evictions", "increase"), of("commands", "increase")),
    ...measured("fragmentation", fragmentation.value, "fragmentation", [fragmentation.shown]),
    ...ratio("client-utilisation", of("clients", "p95"), of("clientsMax", "last")),
    ...rate("rejected-connections", of("rejected", "increase"), seconds / 60, "min"),
    ...measured("blocked-clients", blocked.value, "blocked clients", [blocked.shown]),
    ...rate("core-utilisation", of("cpu", "increase"), seconds, "s"),
    ...measureCalls(snapshot),
  ];
}

/** P14: indicators and points to verify of a cache server. */
export const assessCacheServer: PatternAssessor = {
  measure: (snapshot) => measure(snapshot),
  check: (snapshot, _recognition, measurements) => {
    const keys = total(snapshot, "keys", "last").value;
    const expiring = total(snapshot, "expiring", "last").value;
    const share =
      keys === undefined || expiring === undefined ? undefined : computeUtilisation(expiring, keys);
    const isWatched = findValue(measurements, "hit-ratio") !== undefined;
    const sequences = snapshot.routes.flatMap((route) => route.sequences);
    const errors = sequences.reduce((sum, one) => sum + (one.cacheErrors ?? 0), 0);
    const survived = sequences.reduce((sum, one) => sum + (one.survivedCacheErrors ?? 0), 0);
    return {
      ttl: decide(
        share === undefined ? undefined : share >= 0.5,
        share === undefined
          ? "Keys with expiry are not counted."
          : `${(100 * share).toFixed(0)} % of the keys expire.`,
      ),
      "ratio-memory": decide(
        isWatched || findValue(measurements, "memory-utilisation") !== undefined
          ? isWatched && total(snapshot, "memoryUsed", "last").value !== undefined
          : undefined,
        isWatched ? "Hits and misses are reported." : "Hits and misses are not reported.",
      ),
      "failure-fallback": decide(
        errors === 0 ? undefined : survived / errors >= 0.9,
        errors === 0
          ? "The cache did not fail in the window."
          : `${survived} of ${errors} requests survived a failure of the cache.`,
      ),
    };
  },
};

/** Strategies that an indicator is about; those that are not here are about every strategy. */
const strategiesOf: Readonly<Record<string, readonly string[]>> = {
  "miss-penalty": ["Cache-aside", "Read-through", "Refresh-ahead"],
  "stampede-index": ["Cache-aside", "Read-through", "Refresh-ahead"],
  "dirty-backlog": ["Write-behind"],
  "flush-lag": ["Write-behind"],
  "added-write-latency": ["Write-through"],
};

/** P19: indicators and points to verify of a cache strategy. */
export const assessCacheStrategy: PatternAssessor = {
  applies: (indicator, { variant }) => {
    const strategies = strategiesOf[indicator];
    return strategies === undefined || strategies.includes(variant ?? "");
  },
  measure: (snapshot, { subject }) => {
    const own = snapshot.routes.filter(({ name }) => name === subject);
    const routes = own.length > 0 ? own : snapshot.routes;
    const penalties = routes.flatMap(({ missPenaltyS }) => missPenaltyS ?? []);
    const stampedes = routes.flatMap(({ stampedeIndex }) => stampedeIndex ?? []);
    const worst = (values: readonly number[]) =>
      values.length === 0 ? undefined : Math.max(...values);
    return [
      ...measured("miss-penalty", worst(penalties), "time of the store after a miss", [
        input("penalty", worst(penalties) ?? 0, "s", "traces", "mean of the worst route"),
      ]),
      ...measured("stampede-index", worst(stampedes), "concurrent fills / misses of the key", [
        input("fills per miss", worst(stampedes) ?? 0, "1", "traces", "worst route"),
      ]),
    ];
  },
  check: (snapshot, recognition, measurements) => {
    const found = assessCacheServer.check(snapshot, recognition, measurements);
    const fallback = found["failure-fallback"];
    const isBehind = recognition.variant === "Write-behind";
    return {
      ...(fallback === undefined ? {} : { "failure-fallback": fallback }),
      "data-loss": decide(
        isBehind ? undefined : true,
        isBehind
          ? "The backlog of writes is not measured."
          : "Nothing is written later than the request.",
      ),
    };
  },
};
