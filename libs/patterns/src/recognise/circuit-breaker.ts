import { groupByLabel } from "../evidence/aggregate.ts";
import { pickLabel, readSignal } from "../evidence/read-signals.ts";
import { breakerKeys, breakerSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { FastFailGap } from "../evidence/topology-evidence.ts";
import type { Companion, Recognition } from "./recognition.ts";
import { checkCompanions, isBetween, nameSignal, rateConfidence } from "./recognition.ts";

const companions: readonly Companion[] = [
  { signal: breakerSignals.open, text: "Open now", gain: "state" },
  { signal: breakerSignals.halfOpen, text: "Half-open now", gain: "recovery" },
  {
    signal: breakerSignals.failed,
    text: "Failed calls",
    gain: "failure rate",
    statistic: "increase",
  },
  {
    signal: breakerSignals.successful,
    text: "Successful calls",
    gain: "failure rate",
    statistic: "increase",
  },
  {
    signal: breakerSignals.notPermitted,
    text: "Refused calls",
    gain: "refused share",
    statistic: "increase",
  },
];

const proofs = [
  breakerSignals.open,
  breakerSignals.closed,
  breakerSignals.halfOpen,
  breakerSignals.failed,
  breakerSignals.successful,
  breakerSignals.opened,
  breakerSignals.reclosed,
  breakerSignals.failureRate,
];

const logFragments = [
  "CallNotPermittedException",
  "does not permit further calls",
  "BrokenCircuitException",
];

function recogniseByMetrics(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const readings = proofs.flatMap((signal) => readSignal(snapshot, signal));
  const names = [...groupByLabel(readings, breakerKeys)];
  return names.map(([name, own]): Recognition => {
    const check = checkCompanions(
      snapshot,
      companions,
      ({ labels }) => (pickLabel(labels, breakerKeys) ?? "") === name,
    );
    const calls = snapshot.shapes.filter(
      ({ kind, peerService }) => kind === "client" && peerService === name,
    );
    return {
      patternId: "P48",
      subject: name === "" ? snapshot.subject.name : name,
      variant:
        calls.length > 1 && names.length > calls.length
          ? "Breaker per endpoint"
          : "Breaker per dependency",
      ...rateConfidence(own[0]?.generation ?? "exporter", check),
      evidence: check.evidence,
      missing: check.missing,
    };
  });
}

/** The subject kept failing at once instead of calling, for a while, and then tried a few calls. */
export function isFastFail({
  requests,
  fastFailShare,
  validationShare,
  trialCalls,
  startMs,
  endMs,
}: FastFailGap): boolean {
  return (
    requests >= 10 &&
    fastFailShare >= 0.8 &&
    validationShare < 0.2 &&
    isBetween(trialCalls, 1, 20) &&
    isBetween(endMs - startMs, 1000, 10 * 60_000)
  );
}

function recogniseByGaps(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const gaps = Map.groupBy(snapshot.gaps.filter(isFastFail), ({ peer }) => peer);
  return [...gaps].map(([peer, own]): Recognition => {
    const rated = rateConfidence(own.length >= 2 ? "trace-shape" : "hint");
    return {
      patternId: "P48",
      subject: peer,
      variant: "Breaker per dependency",
      ...rated,
      reason: `Calls to ${peer} stopped while requests kept failing at once, then a few were tried.`,
      evidence: own.slice(0, 5).map((gap) => ({
        text: "Seconds without a call while requests failed at once",
        signal: peer,
        value: (gap.endMs - gap.startMs) / 1000,
      })),
      missing: [{ signal: nameSignal(breakerSignals.open), gain: "the state of the breaker" }],
    };
  });
}

function recogniseByLogs(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const lines = snapshot.logs.filter(
    ({ fragment, count }) => count > 0 && logFragments.includes(fragment),
  );
  if (lines.length === 0) return [];
  return [
    {
      patternId: "P48",
      subject: snapshot.subject.name,
      ...rateConfidence("trace-shape"),
      reason: "Log records say that a breaker refused calls.",
      evidence: lines.map(({ fragment, count }) => ({
        text: "Log records",
        signal: fragment,
        value: count,
      })),
      missing: [{ signal: nameSignal(breakerSignals.open), gain: "the state of the breaker" }],
    },
  ];
}

/**
 * P48: one recognition per circuit breaker: by the metrics of libraries and proxies; else by log
 * records of refused calls; else by calls that stop while requests keep failing at once.
 */
export function recogniseCircuitBreakers(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const found = recogniseByMetrics(snapshot);
  if (found.length > 0) return found;
  const logged = recogniseByLogs(snapshot);
  return logged.length > 0 ? logged : recogniseByGaps(snapshot);
}
