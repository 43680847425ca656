import { findLargest, listNames, sumPoints } from "../evidence/aggregate.ts";
import { readSignal } from "../evidence/read-signals.ts";
import { replicationSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { fitTheilSen } from "../formulae/growth.ts";
import { computeCoefficientOfVariation } from "../formulae/imbalance.ts";
import { isReadOnly, listStatementMixes } from "../recognise/read-replicas.ts";
import type { Measurement, PatternAssessor } from "./measurement.ts";
import { decide, findValue, input, measured } from "./measurement.ts";

function measureLag(snapshot: EvidenceSnapshot): readonly Measurement[] {
  const lags = readSignal(snapshot, replicationSignals.lag);
  const bytes = readSignal(snapshot, replicationSignals.lagBytes);
  const worst = lags.toSorted((left, right) => right.series.p95 - left.series.p95)[0];
  const line = worst === undefined ? undefined : fitTheilSen(sumPoints([worst]));
  const threads = [replicationSignals.ioRunning, replicationSignals.sqlRunning].flatMap((signal) =>
    readSignal(snapshot, signal),
  );
  const stopped = threads.filter(({ series }) => series.last === 0).length;
  const lagBytes = findLargest(bytes, "p95");
  return [
    ...measured("lag", worst?.series.p95, "lag", [
      input("lag", worst?.series.p95 ?? 0, "s", worst?.name ?? "", "p95 of the worst replica"),
    ]),
    ...measured("lag-bytes", lagBytes, "written − replayed", [
      input("bytes", lagBytes ?? 0, "By", listNames(bytes).join(", "), "p95 of the worst replica"),
    ]),
    ...measured("lag-slope", line?.slopePerS, "median slope of the lag", [
      input("slope", line?.slopePerS ?? 0, "1", worst?.name ?? "", "Theil-Sen over the window"),
    ]),
    ...(threads.length === 0
      ? []
      : measured("replication-stopped", stopped, "stopped threads", [
          input("stopped", stopped, "{thread}", listNames(threads).join(", "), "last = 0"),
        ])),
  ];
}

function listReplicas(snapshot: EvidenceSnapshot) {
  return [...listStatementMixes(snapshot).values()].flatMap((mixes) => mixes.filter(isReadOnly));
}

function measureReads(snapshot: EvidenceSnapshot): readonly Measurement[] {
  const replicas = listReplicas(snapshot);
  const spread =
    replicas.length < 2
      ? undefined
      : computeCoefficientOfVariation(replicas.map(({ reads }) => reads));
  const shapes = snapshot.shapes.filter(({ serverAddress }) =>
    replicas.some(({ address }) => address === serverAddress),
  );
  const calls = shapes.reduce((sum, shape) => sum + shape.calls, 0);
  const errors = shapes.reduce((sum, shape) => sum + shape.calls * shape.errorRatio, 0);
  return [
    ...measured(
      "read-cv",
      spread,
      "σ / μ of reads per replica",
      replicas.map(({ address, reads }) => input(address, reads, "{read}", address, "count")),
    ),
    ...measured("replica-errors", calls === 0 ? undefined : errors / calls, "errors / statements", [
      input("errors", errors, "{error}", "client spans", "count"),
      input("statements", calls, "{statement}", "client spans", "count"),
    ]),
  ];
}

/** P23: indicators and points to verify of replication and of split reads. */
export const assessReadReplicas: PatternAssessor = {
  measure: (snapshot) => [...measureLag(snapshot), ...measureReads(snapshot)],
  check: (snapshot, { variant }, measurements) => {
    const lag = findValue(measurements, "lag");
    const replicas = listReplicas(snapshot);
    const slow = snapshot.shapes.filter(({ serverAddress }) =>
      replicas.some(({ address }) => address === serverAddress),
    );
    const p95 = Math.max(...slow.map(({ p95S }) => p95S));
    return {
      lag: decide(
        lag !== undefined,
        lag === undefined ? "No series of the lag arrives." : `Lag ${lag.toFixed(1)} s.`,
      ),
      split: decide(
        variant === "Read/write splitting" ? true : undefined,
        replicas.length > 0
          ? `${replicas.length} nodes take reads only.`
          : "The calls of the services are not in this snapshot.",
      ),
      "replica-performance": decide(
        slow.length === 0 ? undefined : p95 < 1,
        slow.length === 0
          ? "No calls to a replica were seen."
          : `p95 of reads ${p95.toFixed(3)} s.`,
      ),
    };
  },
};

/** P30: indicators and the point to verify of repeated calls. */
export const assessRepeatedQueries: PatternAssessor = {
  measure: (snapshot, { subject }) => {
    const shape = snapshot.shapes.find(({ entry, name }) => `${entry}: ${name}` === subject);
    const repetition = shape?.repetition;
    if (shape === undefined || repetition === undefined) return [];
    const { perParentP95, perParentP50, timeShare, sequentialShare } = repetition;
    return [
      ...measured("statements-per-request", perParentP95, "p95 of k", [
        input("k", perParentP95, "{statement}", shape.name, "p95 over traces"),
      ]),
      ...measured("time-share", timeShare, "time of the group / request time", [
        input("share", timeShare, "1", shape.name, "mean over traces"),
      ]),
      ...measured(
        "sequential-share",
        sequentialShare,
        "time with one active span / time of the group",
        [input("share", sequentialShare, "1", shape.name, "mean over traces")],
      ),
      ...measured(
        "saving",
        Math.max(0, perParentP50 - 1) * shape.meanS,
        "(k − 1) · mean span time",
        [
          input("k", perParentP50, "{statement}", shape.name, "p50 over traces"),
          input("span time", shape.meanS, "s", shape.name, "mean"),
        ],
      ),
    ];
  },
  check: (_snapshot, { variant, subject }) => ({
    preloaded: decide(
      variant === "Eager",
      variant === "Eager"
        ? "Related data is loaded in one call."
        : `${subject} repeats below one request.`,
    ),
  }),
};
