import { findLargest, listNames } from "../evidence/aggregate.ts";
import type { Reading } from "../evidence/read-signals.ts";
import { readSignal } from "../evidence/read-signals.ts";
import type { Signal } from "../evidence/signal.ts";
import { workloadSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { compareErrorRatios } from "../formulae/versions.ts";
import { pairVersions } from "../recognise/version-order.ts";
import type { Measurement, PatternAssessor } from "./measurement.ts";
import { decide, input, measured } from "./measurement.ts";
import { countOf } from "./deployment.ts";

type ReadSignal = (signal: Signal) => readonly Reading[];

function show(name: string, unit: string, readings: readonly Reading[]) {
  const value = findLargest(readings, "last");
  return input(name, value ?? 0, unit, listNames(readings).join(", "), "last");
}

function measureReplicas(read: ReadSignal): readonly Measurement[] {
  const [wanted, there] = [read(workloadSignals.desired), read(workloadSignals.available)];
  if (wanted.length === 0 || there.length === 0) return [];
  const [desired, available] = [
    show("desired", "{pod}", wanted),
    show("available", "{pod}", there),
  ];
  const missing = Math.max(0, desired.value - available.value);
  return measured("missing-replicas", missing, "desired − available", [desired, available]);
}

function measureProgress(read: ReadSignal): readonly Measurement[] {
  const conditions = read(workloadSignals.progressing);
  const off = conditions.filter(({ labels }) => labels["status"]?.toLowerCase() === "false");
  const stuck = show("not progressing", "1", off);
  const wanted = show("wanted", "1", read(workloadSignals.generation));
  const observed = show("observed", "1", read(workloadSignals.observedGeneration));
  return [
    ...(conditions.length === 0
      ? []
      : measured("stuck", stuck.value > 0 ? 1 : 0, "1 if Progressing is false", [stuck])),
    ...(wanted.signal === "" || observed.signal === ""
      ? []
      : measured(
          "generation-mismatch",
          wanted.value === observed.value ? 0 : 1,
          "1 if generations differ",
          [wanted, observed],
        )),
  ];
}

function measureRolling(snapshot: EvidenceSnapshot): readonly Measurement[] {
  const read: ReadSignal = (signal) => readSignal(snapshot, signal);
  const pair = pairVersions(snapshot);
  const seconds =
    pair === undefined
      ? undefined
      : Math.max(0, pair.old.lastSeenMs - pair.young.firstSeenMs) / 1000;
  const names = pair === undefined ? "" : `${pair.old.version}, ${pair.young.version}`;
  return [
    ...measured("duration", seconds, "last old − first new", [
      input("mix", seconds ?? 0, "s", names, "first and last seen"),
    ]),
    ...measureReplicas(read),
    ...measureProgress(read),
  ];
}

/** P56: indicators and points to verify of a rolling update. */
export const assessRollingUpdate: PatternAssessor = {
  measure: (snapshot) => measureRolling(snapshot),
  check: (snapshot) => {
    const isSet =
      readSignal(snapshot, workloadSignals.maxSurge).length > 0 ||
      readSignal(snapshot, workloadSignals.maxUnavailable).length > 0;
    const pair = pairVersions(snapshot);
    const verdict =
      pair === undefined ? undefined : compareErrorRatios(countOf(pair.old), countOf(pair.young));
    const isKnown = verdict !== undefined && verdict.verdict !== "insufficient";
    return {
      strategy: decide(
        isSet ? true : undefined,
        isSet
          ? "The bounds of a step are reported."
          : "The strategy is configuration that is not reported.",
      ),
      performance: decide(
        pair === undefined ? undefined : true,
        pair === undefined ? "Only one version was seen." : "Both versions are measured apart.",
      ),
      "backward-compatible": decide(
        isKnown ? verdict.verdict !== "worse" : undefined,
        isKnown
          ? `The new version's errors are ${verdict.verdict}.`
          : "Too few requests or errors to compare both versions.",
      ),
    };
  },
};
