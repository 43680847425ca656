import { listNames, readDistribution, sumValues } from "../evidence/aggregate.ts";
import { readSignal } from "../evidence/read-signals.ts";
import type { Signal } from "../evidence/signal.ts";
import { localCacheSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { computeHitRatio, computeUtilisation } from "../formulae/utilisation.ts";
import { isRemoteCache, nameCache } from "../recognise/in-process-cache.ts";
import type { Measurement, PatternAssessor } from "./measurement.ts";
import { decide, findValue, input, measured } from "./measurement.ts";

function read(snapshot: EvidenceSnapshot, signal: Signal, subject: string) {
  return readSignal(snapshot, signal).filter((reading) => {
    const name = nameCache(reading);
    return !isRemoteCache(reading) && (name === subject || name === "");
  });
}

/** Misses are counted, or what is left of all accesses where only those are. */
function readMisses(snapshot: EvidenceSnapshot, subject: string, hit: number) {
  const misses = read(snapshot, localCacheSignals.misses, subject);
  const accesses = read(snapshot, localCacheSignals.accesses, subject);
  const all = sumValues(accesses, "increase");
  if (misses.length === 0 && all !== undefined) {
    return { missed: Math.max(0, all - hit), names: listNames(accesses) };
  }
  // A counter without a series has not counted anything yet, if the other one has.
  return { missed: sumValues(misses, "increase") ?? 0, names: listNames(misses) };
}

function measureRatio(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const hits = read(snapshot, localCacheSignals.hits, subject);
  const hit = sumValues(hits, "increase") ?? 0;
  const { missed, names } = readMisses(snapshot, subject, hit);
  return measured("hit-ratio", computeHitRatio(hit, missed), "hits / (hits + misses)", [
    input("hits", hit, "{get}", listNames(hits).join(", ") || "none", "increase"),
    input("misses", missed, "{get}", names.join(", ") || "none", "increase"),
  ]);
}

function measureEvictions(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const [evictions, puts] = [
    read(snapshot, localCacheSignals.evictions, subject),
    read(snapshot, localCacheSignals.puts, subject),
  ];
  const [evicted, put] = [sumValues(evictions, "increase"), sumValues(puts, "increase")];
  if (evicted === undefined || put === undefined) return [];
  const share = put === 0 && evicted === 0 ? 0 : computeUtilisation(evicted, put);
  return measured("evictions-per-put", share, "evictions / puts", [
    input("evictions", evicted, "{eviction}", listNames(evictions).join(", "), "increase"),
    input("puts", put, "{put}", listNames(puts).join(", "), "increase"),
  ]);
}

function measure(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const load = readDistribution(read(snapshot, localCacheSignals.loadTime, subject));
  const fast = snapshot.routes.flatMap(({ fastP95S, storeShare, name }) =>
    fastP95S === undefined || storeShare >= 0.99 || storeShare <= 0 ? [] : { name, fastP95S },
  );
  const slowest = fast.toSorted((left, right) => right.fastP95S - left.fastP95S)[0];
  return [
    ...measureRatio(snapshot, subject),
    ...measureEvictions(snapshot, subject),
    ...measured("load-time", load?.mean, "load times / loads", [
      input("load", load?.mean ?? 0, "s", load?.names.join(", ") ?? "", "mean"),
    ]),
    ...measured("fast-latency", slowest?.fastP95S, "p95 of requests without the store", [
      input("latency", slowest?.fastP95S ?? 0, "s", slowest?.name ?? "", "p95"),
    ]),
  ];
}

/** P13: indicators and points to verify of a cache inside the process. */
export const assessLocalCache: PatternAssessor = {
  measure: (snapshot, { subject }) => measure(snapshot, subject),
  check: (snapshot, { subject }, measurements) => {
    const ratio = findValue(measurements, "hit-ratio");
    const sizes = read(snapshot, localCacheSignals.size, subject);
    const filled = snapshot.routes.filter(({ storeShare }) => storeShare > 0 && storeShare < 1);
    const entries = snapshot.shapes.filter(
      ({ kind, name }) => kind === "server" && filled.some((route) => route.name === name),
    );
    const worst = Math.max(...entries.map(({ errorRatio }) => errorRatio));
    return {
      "ratio-memory": decide(
        ratio === undefined ? undefined : sizes.length > 0,
        sizes.length > 0
          ? "Hits, misses and the size are reported."
          : "The size of the cache is not reported.",
      ),
      "miss-fallback": decide(
        entries.length === 0 ? undefined : worst < 0.05,
        entries.length === 0
          ? "No route was seen with and without the store."
          : `Routes that go to the store on a miss fail in ${(100 * worst).toFixed(1)} % of requests.`,
      ),
    };
  },
};
