import { findLargest, listNames, sumPoints, sumValues } from "../evidence/aggregate.ts";
import type { Reading } from "../evidence/read-signals.ts";
import { readSignal } from "../evidence/read-signals.ts";
import type { Signal } from "../evidence/signal.ts";
import { autoscalerKeys, autoscalerSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { computeFlappingPerHour } from "../formulae/imbalance.ts";
import { computeUtilisation } from "../formulae/utilisation.ts";
import type { MeasuredInput, Measurement, PatternAssessor } from "./measurement.ts";
import { decide, input, measured, measureWindowS, readFor } from "./measurement.ts";

function measureBounds(
  desired: readonly Reading[],
  max: number | undefined,
  min: number | undefined,
): readonly Measurement[] {
  const points = sumPoints(desired).map(({ value }) => value);
  if (points.length === 0 || max === undefined) return [];
  const bound = points.filter((value) => value >= max || value === min).length;
  return measured("time-at-bounds", bound / points.length, "points at max or min / points", [
    input("points at a bound", bound, "{point}", listNames(desired).join(", "), "count"),
    input("points", points.length, "{point}", listNames(desired).join(", "), "count"),
  ]);
}

/** State of an autoscaler at the end of the window, each with the readings it comes from. */
interface AutoscalerState {
  readonly desired: MeasuredInput | undefined;
  readonly current: MeasuredInput | undefined;
  readonly max: MeasuredInput | undefined;
  readonly min: MeasuredInput | undefined;
}

function readState(read: (signal: Signal) => readonly Reading[]): AutoscalerState {
  const last = (name: string, signal: Signal) => {
    const value = findLargest(read(signal), "last");
    const names = listNames(read(signal)).join(", ");
    return value === undefined ? undefined : input(name, value, "{pod}", names, "last");
  };
  return {
    desired: last("desired", autoscalerSignals.desired),
    current: last("current", autoscalerSignals.current),
    max: last("max", autoscalerSignals.max),
    min: last("min", autoscalerSignals.min),
  };
}

function measureState({ desired, current, max }: AutoscalerState): readonly Measurement[] {
  const isBounded = max !== undefined && max.value > 0;
  return [
    ...(isBounded && desired !== undefined
      ? measured("headroom", (max.value - desired.value) / max.value, "(max − desired) / max", [
          max,
          desired,
        ])
      : []),
    ...(isBounded && current !== undefined
      ? measured("used-of-maximum", current.value / max.value, "current / max", [current, max])
      : []),
    ...(desired !== undefined && current !== undefined
      ? measured("desired-gap", Math.max(0, desired.value - current.value), "desired − current", [
          desired,
          current,
        ])
      : []),
  ];
}

function measureThrottling(read: (signal: Signal) => readonly Reading[]): readonly Measurement[] {
  const [throttled, periods] = [read(autoscalerSignals.throttled), read(autoscalerSignals.periods)];
  const [slowed, all] = [sumValues(throttled, "increase"), sumValues(periods, "increase")];
  if (slowed === undefined || all === undefined) return [];
  return measured("throttled-periods", computeUtilisation(slowed, all), "throttled / periods", [
    input("throttled", slowed, "{period}", listNames(throttled).join(", "), "increase"),
    input("periods", all, "{period}", listNames(periods).join(", "), "increase"),
  ]);
}

function measureAutoscaler(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const read = (signal: Signal) => readFor(snapshot, signal, autoscalerKeys, subject);
  const state = readState(read);
  const wanted = read(autoscalerSignals.desired);
  const replicas = sumPoints(wanted).map(({ value }) => value);
  const flaps = computeFlappingPerHour(replicas, measureWindowS(snapshot) * 1000);
  const conditions = read(autoscalerSignals.inactive);
  const off = conditions.filter(({ labels }) => labels["status"]?.toLowerCase() === "false");
  const isOff = (findLargest(off, "last") ?? 0) > 0 ? 1 : 0;
  return [
    ...measureState(state),
    ...measureBounds(wanted, state.max?.value, state.min?.value),
    ...measured("flapping", wanted.length === 0 ? undefined : flaps, "changes of direction / h", [
      input("changes", flaps ?? 0, "{change}/h", listNames(wanted).join(", "), "points"),
    ]),
    ...(conditions.length === 0
      ? []
      : measured("scaling-inactive", isOff, "1 if ScalingActive is false", [
          input("inactive", isOff, "1", listNames(conditions).join(", "), "last"),
        ])),
    ...measureThrottling(read),
  ];
}

/** P04: indicators and points to verify of an autoscaler. */
export const assessAutoscaler: PatternAssessor = {
  measure: (snapshot, { subject }) => measureAutoscaler(snapshot, subject),
  check: (snapshot, { subject }) => {
    const has = (signal: Signal) => readSignal(snapshot, signal).length > 0;
    const allowed = findLargest(readSignal(snapshot, autoscalerSignals.disruptionsAllowed), "last");
    const requests = has(autoscalerSignals.cpuRequest);
    const limits = has(autoscalerSignals.cpuLimit);
    const isSeen = requests || limits;
    const isWatched =
      readFor(snapshot, autoscalerSignals.current, autoscalerKeys, subject).length > 0;
    return {
      "requests-limits": decide(
        isSeen ? requests && limits : undefined,
        isSeen
          ? `CPU requests ${requests ? "set" : "not seen"}, limits ${limits ? "set" : "not seen"}.`
          : "Requests and limits of containers are not in the telemetry.",
      ),
      probes: decide(
        has(autoscalerSignals.ready) ? true : undefined,
        "Readiness of containers is reported where probes exist.",
      ),
      "disruption-budget": decide(
        allowed === undefined ? undefined : allowed >= 1,
        allowed === undefined
          ? "No disruption budget is reported."
          : `${allowed} disruptions are allowed.`,
      ),
      "scaling-behaviour": decide(
        isWatched,
        isWatched
          ? "The number of replicas is recorded."
          : "The number of replicas is not recorded.",
      ),
    };
  },
};
