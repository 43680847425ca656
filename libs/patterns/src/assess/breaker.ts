import { findLargest, listNames, sumPoints, sumValues } from "../evidence/aggregate.ts";
import type { SeriesPoint } from "../evidence/metric-evidence.ts";
import type { Reading } from "../evidence/read-signals.ts";
import type { Signal } from "../evidence/signal.ts";
import { breakerKeys, breakerSignals as signals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { computeUtilisation } from "../formulae/utilisation.ts";
import type { MeasuredInput, Measurement, PatternAssessor } from "./measurement.ts";
import { decide, input, measured, measureWindowS, readFor } from "./measurement.ts";

/** Stretches of points at which a state was on; the length runs to the first point without it. */
export function listRuns(
  points: readonly SeriesPoint[],
): readonly { readonly fromMs: number; readonly toMs: number }[] {
  const runs: { fromMs: number; toMs: number }[] = [];
  let startMs: number | undefined;
  for (const { atMs, value } of points) {
    if (value > 0) startMs ??= atMs;
    else if (startMs !== undefined) {
      runs.push({ fromMs: startMs, toMs: atMs });
      startMs = undefined;
    }
  }
  const last = points.at(-1);
  if (startMs !== undefined && last !== undefined) runs.push({ fromMs: startMs, toMs: last.atMs });
  return runs;
}

function measureState(
  snapshot: EvidenceSnapshot,
  open: readonly Reading[],
): readonly Measurement[] {
  if (open.length === 0) return [];
  const name = listNames(open).join(", ");
  const isOpen = (reading: Reading) => reading.series.last > 0;
  const runs = open.flatMap((reading) => listRuns(sumPoints([reading])));
  const longestS = Math.max(0, ...runs.map(({ fromMs, toMs }) => (toMs - fromMs) / 1000));
  const share = findLargest(open, "avg");
  const hours = measureWindowS(snapshot) / 3600;
  return [
    ...measured("open-breakers", open.filter(isOpen).length, "breakers in state open", [
      input("open", open.filter(isOpen).length, "{breaker}", name, "last > 0"),
    ]),
    ...measured(
      "open-share",
      share === undefined ? undefined : Math.min(1, share),
      "time open / window",
      [input("open", share ?? 0, "1", name, "avg of the worst instance")],
    ),
    ...measured("openings", runs.length / hours, "openings / window", [
      input("openings", runs.length, "{opening}", name, "changes to open"),
      input("window", hours, "h", "window", "length"),
    ]),
    ...(runs.length === 0
      ? []
      : measured("recovery-time", longestS, "longest time from opening to closing", [
          input("time", longestS, "s", name, "longest run of open"),
        ])),
  ];
}

/** Polly counts events, so the state follows from the last minutes of both counters. */
function measureEvents(
  snapshot: EvidenceSnapshot,
  opened: readonly Reading[],
): readonly Measurement[] {
  const count = sumValues(opened, "increase");
  const hours = measureWindowS(snapshot) / 3600;
  return measured(
    "openings",
    count === undefined ? undefined : count / hours,
    "openings / window",
    [
      input("openings", count ?? 0, "{opening}", listNames(opened).join(", "), "increase"),
      input("window", hours, "h", "window", "length"),
    ],
  );
}

interface Counted {
  readonly value: number | undefined;
  readonly shown: MeasuredInput;
}

function count(readings: readonly Reading[], name: string): Counted {
  const value = sumValues(readings, "increase");
  const signal = listNames(readings).join(", ") || "none";
  return { value, shown: input(name, value ?? 0, "{call}", signal, "increase") };
}

/** A rate that the library itself states in percent; below zero it has too few calls for one. */
function measureStated(indicator: string, readings: readonly Reading[]): readonly Measurement[] {
  const percent = findLargest(readings, "p95");
  return measured(
    indicator,
    percent === undefined || percent < 0 ? undefined : percent / 100,
    "stated rate / 100",
    [input("rate", percent ?? 0, "%", listNames(readings).join(", "), "p95")],
  );
}

function measureCalls(read: (signal: Signal) => readonly Reading[]): readonly Measurement[] {
  const bad = count(read(signals.failed), "failed");
  const good = count(read(signals.successful), "successful");
  const refused = count(read(signals.notPermitted), "not permitted");
  const isCounted = bad.value !== undefined || good.value !== undefined;
  const permitted = (bad.value ?? 0) + (good.value ?? 0);
  return [
    ...(isCounted && refused.value !== undefined
      ? measured(
          "rejected-share",
          computeUtilisation(refused.value, refused.value + permitted),
          "not permitted / all",
          [refused.shown, bad.shown, good.shown],
        )
      : []),
    ...(permitted > 0
      ? measured("failure-rate", (bad.value ?? 0) / permitted, "failed / calls", [
          bad.shown,
          good.shown,
        ])
      : measureStated("failure-rate", read(signals.failureRate))),
    ...measureStated("slow-call-rate", read(signals.slowCallRate)),
  ];
}

/** P48: indicators and points to verify of a circuit breaker. */
export const assessCircuitBreaker: PatternAssessor = {
  measure: (snapshot, { subject }) => {
    const read = (signal: Signal) => readFor(snapshot, signal, breakerKeys, subject);
    const open = read(signals.open);
    const state = measureState(snapshot, open);
    return [
      ...(open.length > 0 ? state : measureEvents(snapshot, read(signals.opened))),
      ...measureCalls(read),
    ];
  },
  check: (snapshot, { subject, variant }) => {
    const read = (signal: Signal) => readFor(snapshot, signal, breakerKeys, subject);
    const hasState = [signals.open, signals.closed, signals.opened].some(
      (one) => read(one).length > 0,
    );
    const half = findLargest([...read(signals.halfOpen), ...read(signals.reclosed)], "max");
    const calls = read(signals.failed).length + read(signals.successful).length;
    return {
      "states-watched": decide(
        hasState,
        hasState ? "The state is reported." : "No series of the state arrives.",
      ),
      "half-open": decide(
        half !== undefined && half > 0 ? true : undefined,
        half !== undefined && half > 0
          ? "It was half-open in the window."
          : "It was not half-open in the window, or too briefly to be seen.",
      ),
      "granular-metrics": decide(
        calls > 0,
        calls > 0 ? "Calls are counted by outcome." : "Calls are not counted by outcome.",
      ),
      "per-endpoint": decide(
        variant === undefined ? undefined : variant === "Breaker per endpoint",
        variant === "Breaker per endpoint"
          ? "Names differ by endpoint."
          : "One name stands for the whole peer.",
      ),
    };
  },
};
