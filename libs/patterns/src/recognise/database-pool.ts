import { groupByLabel } from "../evidence/aggregate.ts";
import { pickLabel, readSignal } from "../evidence/read-signals.ts";
import { poolKeys, poolSignals, serverConnectionSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { Companion, Recognition } from "./recognition.ts";
import { checkCompanions, cite, nameSignal, rateConfidence } from "./recognition.ts";

const companions: readonly Companion[] = [
  { signal: poolSignals.used, text: "Connections in use", gain: "utilisation" },
  { signal: poolSignals.max, text: "Largest size", gain: "utilisation against the real limit" },
  { signal: poolSignals.pending, text: "Requests that wait", gain: "saturation" },
  { signal: poolSignals.idle, text: "Idle connections", gain: "share of idle connections" },
  {
    signal: poolSignals.waitTime,
    text: "Mean time to get a connection in s",
    gain: "share of waiting",
    statistic: "avg",
  },
  {
    signal: poolSignals.useTime,
    text: "Mean time a connection is held in s",
    gain: "demand by Little's law",
    statistic: "avg",
  },
  {
    signal: poolSignals.timeouts,
    text: "Requests that got no connection",
    gain: "failures of the pool",
    statistic: "increase",
  },
];

/** Signals any of which shows a pool by itself; a maximum alone is only configuration. */
const proofs = [
  poolSignals.used,
  poolSignals.idle,
  poolSignals.pending,
  poolSignals.useTime,
  poolSignals.waitTime,
];

function recognisePool(snapshot: EvidenceSnapshot, pool: string): Recognition {
  const check = checkCompanions(
    snapshot,
    companions,
    ({ labels }) => (pickLabel(labels, poolKeys) ?? "") === pool,
  );
  return {
    patternId: "P33",
    subject: pool === "" ? snapshot.subject.name : pool,
    variant: "Pooled",
    ...rateConfidence(check.rung ?? "exporter", check),
    evidence: check.evidence,
    missing: check.missing,
  };
}

function computeSpread(values: readonly number[]): number {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length;
  return mean > 0 ? Math.sqrt(variance) / mean : 0;
}

/** Connections that the server counts stay flat while the load of the service varies. */
function recogniseFlatConnections(snapshot: EvidenceSnapshot): Recognition | undefined {
  const [reading] = readSignal(snapshot, serverConnectionSignals.backends);
  const counts = reading?.series.points.map(({ value }) => value) ?? [];
  const rates = snapshot.timeline.map(({ requestsPerS }) => requestsPerS);
  if (reading === undefined || counts.length < 20 || rates.length < 20) return undefined;
  if (computeSpread(counts) > 0.1 || computeSpread(rates) < 0.3) return undefined;
  return {
    patternId: "P33",
    subject: snapshot.subject.name,
    variant: "Pooled",
    ...rateConfidence("hint"),
    evidence: [cite(reading, "The server's connections stay flat while the load varies")],
    missing: proofs.map((signal) => ({ signal: nameSignal(signal), gain: "sight of the pool" })),
  };
}

/** The pool of the JavaScript agent for PostgreSQL leaves a span per connection taken. */
function recogniseConnectSpans(snapshot: EvidenceSnapshot): Recognition | undefined {
  const shape = snapshot.shapes.find(({ name }) => name === "pg-pool.connect");
  if (shape === undefined) return undefined;
  return {
    patternId: "P33",
    subject: snapshot.subject.name,
    variant: "Pooled",
    ...rateConfidence("trace-shape"),
    evidence: [
      { text: "Spans of taking a connection per s", signal: shape.name, value: shape.callsPerS },
    ],
    missing: proofs.map((signal) => ({ signal: nameSignal(signal), gain: "sight of the pool" })),
  };
}

/**
 * P33: one recognition per pool of database connections. From pool metrics under every name; else
 * from spans of taking a connection; else from server connections that stay flat under load.
 */
export function recogniseDatabasePools(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const readings = proofs.flatMap((signal) => readSignal(snapshot, signal));
  const pools = [...groupByLabel(readings, poolKeys).keys()];
  // Series without a name belong to the one pool that has a name, or to a pool without any.
  const named = pools.length > 1 ? pools.filter((pool) => pool !== "") : pools;
  if (named.length > 0) return named.map((pool) => recognisePool(snapshot, pool));
  const shaped = recogniseConnectSpans(snapshot) ?? recogniseFlatConnections(snapshot);
  return shaped === undefined ? [] : [shaped];
}
