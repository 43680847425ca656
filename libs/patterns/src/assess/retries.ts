import { listNames, sumValues } from "../evidence/aggregate.ts";
import type { Signal } from "../evidence/signal.ts";
import { retryKeys, retrySignals as signals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { AttemptEvidence } from "../evidence/span-evidence.ts";
import { computeRetryAmplification } from "../formulae/drain.ts";
import { computeUtilisation } from "../formulae/utilisation.ts";
import { isRetried } from "../recognise/retry.ts";
import type { Measurement, PatternAssessor } from "./measurement.ts";
import { decide, findValue, input, measured, measureWindowS, readFor } from "./measurement.ts";

/** Attempts of the calls to the subject; those of all peers where none bears its name. */
function listAttempts(snapshot: EvidenceSnapshot, subject: string): readonly AttemptEvidence[] {
  const shapes = snapshot.shapes.filter(
    ({ attempts }) => attempts !== undefined && isRetried(attempts),
  );
  const own = shapes.filter(({ peerService, serverAddress, name }) =>
    [peerService, serverAddress, name].includes(subject),
  );
  return (own.length > 0 ? own : shapes).flatMap(({ attempts }) => attempts ?? []);
}

function measureAttempts(attempts: readonly AttemptEvidence[]): readonly Measurement[] {
  const sum = (pick: (one: AttemptEvidence) => number) =>
    attempts.reduce((total, one) => total + pick(one), 0);
  const [all, calls] = [sum((one) => one.attempts), sum((one) => one.calls)];
  const [worst] = attempts.toSorted((left, right) => right.attempts - left.attempts);
  if (worst === undefined) return [];
  const { gapRatio, unsafeShare } = worst;
  return [
    ...measured("amplification", computeRetryAmplification(all, calls), "attempts / calls", [
      input("attempts", all, "{attempt}", "client spans", "count"),
      input("calls", calls, "{call}", "client spans", "count"),
    ]),
    ...measured("backoff-ratio", gapRatio, "median of successive gaps", [
      input("ratio", gapRatio ?? 0, "1", "client spans", "median"),
    ]),
    ...measured("unsafe-retries", unsafeShare, "retries of unsafe methods / retries", [
      input("share", unsafeShare ?? 0, "1", "client spans", "ratio"),
    ]),
  ];
}

function measureCounts(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const read = (signal: Signal) => readFor(snapshot, signal, retryKeys, subject);
  const total = (signal: Signal) => sumValues(read(signal), "increase");
  const [first, saved, lost] = [
    total(signals.firstTime),
    total(signals.succeeded),
    total(signals.exhausted),
  ];
  const counted = total(signals.retries);
  const again = saved === undefined && lost === undefined ? counted : (saved ?? 0) + (lost ?? 0);
  const calls = first === undefined ? total(signals.calls) : first + (again ?? 0);
  const name = (signal: Signal) => listNames(read(signal)).join(", ") || "none";
  const seconds = measureWindowS(snapshot);
  // A policy that has counted calls but no retry has not retried.
  const retried = again ?? (first === undefined ? undefined : 0);
  const retriedInput = input(
    "retried",
    retried ?? 0,
    "{call}",
    `${name(signals.succeeded)}, ${name(signals.exhausted)}`,
    "increase",
  );
  return [
    ...(retried === undefined || calls === undefined
      ? []
      : measured("retry-share", computeUtilisation(retried, calls), "retried / calls", [
          retriedInput,
          input(
            "calls",
            calls,
            "{call}",
            name(first === undefined ? signals.calls : signals.firstTime),
            "increase",
          ),
        ])),
    ...measured(
      "retry-rate",
      retried === undefined ? undefined : retried / seconds,
      "retried / window",
      [retriedInput, input("window", seconds, "s", "window", "length")],
    ),
    ...(retried === undefined || retried === 0 || saved === undefined
      ? []
      : measured("retry-success", saved / retried, "saved by a retry / retried", [
          input("saved", saved, "{call}", name(signals.succeeded), "increase"),
          retriedInput,
        ])),
    ...(retried === undefined || calls === undefined || calls === 0
      ? []
      : measured("amplification", 1 + retried / calls, "1 + retried / calls, at least", [
          retriedInput,
          input("calls", calls, "{call}", name(signals.firstTime), "increase"),
        ])),
  ];
}

/** P50: indicators and the point to verify of retries. */
export const assessRetries: PatternAssessor = {
  measure: (snapshot, { subject }) => {
    const spans = measureAttempts(listAttempts(snapshot, subject));
    const seen = new Set(spans.map(({ indicator }) => indicator));
    // Spans count every attempt, counters only whether there was one: spans are surer.
    return [
      ...spans,
      ...measureCounts(snapshot, subject).filter((one) => !seen.has(one.indicator)),
    ];
  },
  check: (snapshot, { subject }, measurements) => {
    const most = Math.max(...listAttempts(snapshot, subject).map(({ maxAttempts }) => maxAttempts));
    const share = findValue(measurements, "retry-share");
    const isKnown = Number.isFinite(most) || share !== undefined;
    return {
      bounded: decide(
        isKnown ? (Number.isFinite(most) ? most <= 5 : true) && (share ?? 0) <= 0.2 : undefined,
        `Most attempts of one call: ${Number.isFinite(most) ? most : "unknown"}; share of calls retried: ${share?.toFixed(3) ?? "unknown"}.`,
      ),
    };
  },
};
