import {
  DB_SYSTEM_NAME_VALUE_MEMCACHED,
  DB_SYSTEM_NAME_VALUE_REDIS,
} from "@opentelemetry/semantic-conventions/incubating";
import { readSignal } from "../evidence/read-signals.ts";
import { cacheServerSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { SpanShape } from "../evidence/span-evidence.ts";
import type { Companion, EvidenceItem, Recognition } from "./recognition.ts";
import { checkCompanions, rateConfidence } from "./recognition.ts";

const companions: readonly Companion[] = [
  {
    signal: cacheServerSignals.hits,
    text: "Hits in the window",
    gain: "hit ratio",
    statistic: "increase",
  },
  {
    signal: cacheServerSignals.misses,
    text: "Misses in the window",
    gain: "hit ratio",
    statistic: "increase",
  },
  {
    signal: cacheServerSignals.memoryUsed,
    text: "Memory in use in bytes",
    gain: "memory headroom",
  },
  {
    signal: cacheServerSignals.memoryMax,
    text: "Largest memory in bytes",
    gain: "memory headroom",
  },
  {
    signal: cacheServerSignals.evictions,
    text: "Keys evicted",
    gain: "evictions",
    statistic: "increase",
  },
  { signal: cacheServerSignals.clients, text: "Connected clients", gain: "use of connections" },
];

/** Systems that serve as caches; Valkey has no value of its own in the conventions. */
const cacheSystems: readonly string[] = [
  DB_SYSTEM_NAME_VALUE_REDIS,
  DB_SYSTEM_NAME_VALUE_MEMCACHED,
  "valkey",
];
const reads = /^(GET|MGET|HGET|HMGET|HGETALL|GETS|GETEX|EXISTS)$/i;
const queueCommands =
  /^(L?PUSH|RPUSH|LPUSH|B?[LR]POP|BRPOPLPUSH|BLMOVE|BZPOPMIN|X[A-Z]+|EVALSHA|EVAL|PUBLISH|SUBSCRIBE)$/i;

/** Whether a span goes to a system that serves as a cache. */
export function isCacheCall({ kind, dbSystem }: SpanShape): boolean {
  return (
    kind === "client" && dbSystem !== undefined && cacheSystems.includes(dbSystem.toLowerCase())
  );
}

function sumCalls(shapes: readonly SpanShape[]): number {
  return shapes.reduce((total, { calls }) => total + calls, 0);
}

/** Share of calls that read by key; undefined where queue commands prevail or nothing is read. */
function findReadShare(shapes: readonly SpanShape[]): number | undefined {
  const total = sumCalls(shapes);
  const read = sumCalls(shapes.filter(({ dbOperation }) => reads.test(dbOperation ?? "")));
  const queued = sumCalls(
    shapes.filter(({ dbOperation }) => queueCommands.test(dbOperation ?? "")),
  );
  if (total === 0 || read === 0 || queued > read) return undefined;
  return read / total;
}

/** Key-value reads that come first and writes that come last in nearly every request are sessions. */
function isSessionStore({ routes }: EvidenceSnapshot): boolean {
  const sequences = routes
    .flatMap((route) => route.sequences)
    .filter(({ background }) => !background);
  const total = sequences.reduce((sum, { traces }) => sum + traces, 0);
  const wrapped = sequences.filter(
    ({ steps }) =>
      steps.length > 1 &&
      steps[0] === "cache:GET" &&
      steps.at(-1) === "cache:SET" &&
      !steps.includes("store:SELECT"),
  );
  return total > 0 && wrapped.reduce((sum, { traces }) => sum + traces, 0) / total > 0.9;
}

function recogniseByCalls(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const byAddress = Map.groupBy(
    snapshot.shapes.filter(isCacheCall),
    ({ serverAddress, dbSystem }) => serverAddress ?? dbSystem ?? "",
  );
  const hasStore = snapshot.shapes.some(
    (shape) => shape.kind === "client" && shape.dbSystem !== undefined && !isCacheCall(shape),
  );
  if (!hasStore || snapshot.instances.length < 2 || isSessionStore(snapshot)) return [];
  return [...byAddress].flatMap(([address, shapes]): Recognition[] => {
    const readShare = findReadShare(shapes);
    if (readShare === undefined) return [];
    const check = checkCompanions(snapshot, companions);
    return [
      {
        patternId: "P14",
        subject: address,
        ...rateConfidence(check.rung === undefined ? "trace-shape" : "behaviour", check),
        evidence: [
          {
            text: "Share of calls that read by key",
            signal: shapes[0]?.name ?? address,
            value: readShare,
          },
          { text: "Instances that share it", signal: address, value: snapshot.instances.length },
          ...check.evidence,
        ],
        missing: check.missing,
      },
    ];
  });
}

function listSharers(snapshot: EvidenceSnapshot): EvidenceItem[] {
  return snapshot.edges
    .filter(({ direction }) => direction === "in")
    .map(({ peer, callsPerS }) => ({
      text: `${peer} calls it, per s`,
      signal: peer,
      value: callsPerS,
    }));
}

function recogniseServer(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const hits = readSignal(snapshot, cacheServerSignals.hits);
  const misses = readSignal(snapshot, cacheServerSignals.misses);
  const reads = [...hits, ...misses].reduce((sum, { series }) => sum + (series.increase ?? 0), 0);
  const queued = snapshot.shapes.filter(isCacheCall);
  // A queue or a session store on the same kind of server has hits too: the command mix decides.
  if (reads === 0 || (queued.length > 0 && findReadShare(queued) === undefined)) return [];
  const check = checkCompanions(snapshot, companions);
  const isCommandMixKnown = queued.length > 0;
  const rated = rateConfidence(check.rung ?? "exporter", check);
  return [
    {
      patternId: "P14",
      subject: snapshot.subject.name,
      confidence: isCommandMixKnown ? rated.confidence : Math.min(rated.confidence, 0.75),
      reason: isCommandMixKnown
        ? rated.reason
        : `${rated.reason} The mix of commands is unknown, so it might be a session store.`,
      evidence: [...check.evidence, ...listSharers(snapshot)],
      missing: check.missing,
    },
  ];
}

/**
 * P14: a cache server that several instances share. For a service, from its calls by key beside
 * those to a slower store; for a cache as the subject, from the metrics of the server. Queues,
 * session stores and caches of one lone instance are left out.
 */
export function recogniseDistributedCaches(snapshot: EvidenceSnapshot): readonly Recognition[] {
  return snapshot.subject.kind === "service"
    ? recogniseByCalls(snapshot)
    : recogniseServer(snapshot);
}
