import type { Reading } from "../evidence/read-signals.ts";
import { pickLabel, readSignal } from "../evidence/read-signals.ts";
import { cacheKeys, heapSignals, localCacheSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { RouteEvidence } from "../evidence/span-evidence.ts";
import type { Companion, Recognition } from "./recognition.ts";
import { checkCompanions, isBetween, nameSignal, rateConfidence } from "./recognition.ts";

const companions: readonly Companion[] = [
  {
    signal: localCacheSignals.hits,
    text: "Hits in the window",
    gain: "hit ratio",
    statistic: "increase",
  },
  {
    signal: localCacheSignals.misses,
    text: "Misses in the window",
    gain: "hit ratio",
    statistic: "increase",
  },
  {
    signal: localCacheSignals.puts,
    text: "Entries written",
    gain: "evictions per put",
    statistic: "increase",
  },
  {
    signal: localCacheSignals.evictions,
    text: "Entries evicted",
    gain: "evictions per put",
    statistic: "increase",
  },
  { signal: localCacheSignals.size, text: "Entries", gain: "memory of the cache" },
  {
    signal: localCacheSignals.loadTime,
    text: "Mean time to load an entry in s",
    gain: "cost of a miss",
    statistic: "avg",
  },
];

const managerKeys = ["cacheManager", "cache.manager", "cache_manager"];

/** Name of the cache a reading belongs to; empty where none is given. */
export function nameCache({ labels }: Reading): string {
  return pickLabel(labels, cacheKeys) ?? "";
}

/** Whether the same library metrics describe a cache outside of the process. */
export function isRemoteCache({ labels }: Reading): boolean {
  const manager = pickLabel(labels, managerKeys) ?? "";
  return /redis|memcached|valkey|hazelcastclient/i.test(manager);
}

function recogniseByMetrics(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const proofs = [localCacheSignals.hits, localCacheSignals.misses]
    .flatMap((signal) => readSignal(snapshot, signal))
    .filter((reading) => !isRemoteCache(reading));
  return [...new Set(proofs.map(nameCache))].map((cache) => {
    const check = checkCompanions(snapshot, companions, (reading) => nameCache(reading) === cache);
    const heap = checkCompanions(snapshot, [
      { signal: heapSignals.limit, text: "Limit of the heap in bytes", gain: "room for the cache" },
    ]);
    return {
      patternId: "P13" as const,
      subject: cache === "" ? snapshot.subject.name : cache,
      ...rateConfidence(proofs[0]?.generation ?? "exporter", check),
      evidence: [...check.evidence, ...heap.evidence],
      missing: [...check.missing, ...heap.missing],
    };
  });
}

/** A read route that is fast without a call to a store and slow with one, and no cache server. */
function isTwoClassed({
  traces,
  method,
  storeShare,
  cacheServerShare,
  fastP95S,
  slowP95S,
}: RouteEvidence): boolean {
  if (traces < 100 || (method !== undefined && method !== "GET")) return false;
  if (cacheServerShare > 0 || fastP95S === undefined || slowP95S === undefined) return false;
  return isBetween(1 - storeShare, 0.05, 0.99) && fastP95S < slowP95S / 2;
}

function recogniseByRoutes(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const routes = snapshot.routes.filter(isTwoClassed);
  if (routes.length === 0) return [];
  return [
    {
      patternId: "P13",
      subject: snapshot.subject.name,
      ...rateConfidence("hint"),
      evidence: routes.map(({ name, storeShare }) => ({
        text: `${name} is answered without the store this often, and then much faster`,
        signal: name,
        value: 1 - storeShare,
      })),
      missing: [
        { signal: nameSignal(localCacheSignals.hits), gain: "certainty and the hit ratio" },
        { signal: nameSignal(localCacheSignals.size), gain: "memory of the cache" },
      ],
    },
  ];
}

/**
 * P13: one recognition per cache inside the process. From the metrics of cache libraries; else from
 * read routes with a fast class of answers that never reaches a store.
 */
export function recogniseInProcessCaches(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const found = recogniseByMetrics(snapshot);
  return found.length > 0 ? found : recogniseByRoutes(snapshot);
}
