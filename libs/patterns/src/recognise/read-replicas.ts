import type { Reading } from "../evidence/read-signals.ts";
import { pickLabel, readSignal } from "../evidence/read-signals.ts";
import { replicaKeys, replicationSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { SpanShape } from "../evidence/span-evidence.ts";
import { isCacheCall } from "./distributed-cache.ts";
import type { Recognition } from "./recognition.ts";
import { cite, nameSignal, rateConfidence } from "./recognition.ts";

/** A node that takes at least this share of reads is a replica for reading. */
const readOnlyShare = 0.99;
const leastCalls = 200;
const readOperations = /^(SELECT|FIND|GET|AGGREGATE|COUNT)$/i;
const writeOperations = /^(INSERT|UPDATE|DELETE|MERGE|REPLACE|UPSERT)$/i;

/** Names that a stand-alone server sends too: they show a replica only with another sign of one. */
const ambiguous = /^(pg_replication_lag_seconds|mongodb[._]operation[._]repl[._]count)/;

/** Label of the replica that a reading belongs to. */
export function nameReplica({ labels, series }: Reading): string {
  return pickLabel(labels, replicaKeys) ?? series.instanceId ?? "";
}

function isReplicating(reading: Reading, snapshot: EvidenceSnapshot): boolean {
  const marks = readSignal(snapshot, replicationSignals.isReplica);
  if (!ambiguous.test(reading.name)) return true;
  const own = marks.filter((mark) => nameReplica(mark) === nameReplica(reading));
  return own.some(({ series }) => series.last === 1) || reading.series.max > 0;
}

function recogniseByMetrics(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const { lag, lagBytes, receiver, ioRunning, replicated, syncStandby, isReplica } =
    replicationSignals;
  const lags = [lag, lagBytes, receiver, ioRunning, replicated]
    .flatMap((signal) => readSignal(snapshot, signal))
    .filter((reading) => isReplicating(reading, snapshot));
  const marks = [isReplica, syncStandby]
    .flatMap((signal) => readSignal(snapshot, signal))
    .filter(({ series }) => series.last === 1);
  const [first] = [...lags, ...marks];
  if (first === undefined) return [];
  const hasLag = readSignal(snapshot, lag).length > 0;
  const replicas = new Set([...lags, ...marks].map(nameReplica));
  return [
    {
      patternId: "P23",
      subject: snapshot.subject.name,
      variant: "Replicas only",
      ...rateConfidence(first.generation),
      evidence: [
        { text: "Replicas seen", signal: first.name, value: replicas.size },
        ...[...lags, ...marks]
          .slice(0, 8)
          .map((one) => cite(one, `Replication: ${nameReplica(one)}`)),
      ],
      missing: [
        ...(hasLag ? [] : [{ signal: nameSignal(lag), gain: "lag in seconds" }]),
        { signal: "client spans with server.address", gain: "whether reads are really split" },
      ],
    },
  ];
}

function countCalls(shapes: readonly SpanShape[], pattern: RegExp): number {
  return shapes
    .filter(({ dbOperation }) => pattern.test(dbOperation ?? ""))
    .reduce((total, { calls }) => total + calls, 0);
}

/** Reads and writes of one server, by its address. */
export interface StatementMix {
  readonly address: string;
  readonly reads: number;
  readonly writes: number;
}

/** Reads and writes per server address of each database that the subject calls. */
export function listStatementMixes(
  snapshot: EvidenceSnapshot,
): ReadonlyMap<string, readonly StatementMix[]> {
  const calls = snapshot.shapes.filter(
    (shape) => shape.kind === "client" && shape.dbSystem !== undefined && !isCacheCall(shape),
  );
  const databases = Map.groupBy(calls, ({ dbSystem, dbNamespace }) => `${dbSystem}/${dbNamespace}`);
  const mixes = new Map<string, readonly StatementMix[]>();
  for (const [database, shapes] of databases) {
    const byAddress = Map.groupBy(shapes, ({ serverAddress }) => serverAddress ?? "");
    mixes.set(
      database,
      [...byAddress].map(([address, own]) => ({
        address,
        reads: countCalls(own, readOperations),
        writes: countCalls(own, writeOperations),
      })),
    );
  }
  return mixes;
}

/** Whether a node takes next to nothing but reads, on enough calls to say so. */
export function isReadOnly({ reads, writes }: StatementMix): boolean {
  return reads + writes >= leastCalls && reads / (reads + writes) >= readOnlyShare;
}

function recogniseSplitting(snapshot: EvidenceSnapshot): readonly Recognition[] {
  return [...listStatementMixes(snapshot)].flatMap(([database, mixes]): Recognition[] => {
    const replicas = mixes.filter(isReadOnly);
    const writers = mixes.filter(({ writes }) => writes > 0);
    const total = mixes.reduce((sum, { writes }) => sum + writes, 0);
    const primary = writers.find(({ writes }) => writes / total >= readOnlyShare);
    if (replicas.length === 0 || primary === undefined || replicas.includes(primary)) return [];
    const reads = mixes.reduce((sum, mix) => sum + mix.reads, 0);
    const routed = replicas.reduce((sum, mix) => sum + mix.reads, 0);
    return [
      {
        patternId: "P23",
        subject: database,
        variant: "Read/write splitting",
        ...rateConfidence("behaviour"),
        reason: `All writes of ${database} go to ${primary.address}, and other nodes take reads only.`,
        evidence: [
          { text: "Share of reads that replicas take", signal: database, value: routed / reads },
          ...replicas.slice(0, 8).map(({ address, reads: own }) => ({
            text: `Reads on ${address}`,
            signal: address,
            value: own,
          })),
        ],
        missing: [{ signal: nameSignal(replicationSignals.lag), gain: "how stale the reads are" }],
      },
    ];
  });
}

/**
 * P23: replication as servers report it, and the splitting of reads and writes as the calls of a
 * service show it.
 */
export function recogniseReadReplicas(snapshot: EvidenceSnapshot): readonly Recognition[] {
  return [...recogniseByMetrics(snapshot), ...recogniseSplitting(snapshot)];
}
