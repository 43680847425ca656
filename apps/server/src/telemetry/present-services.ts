import type { Operation, RedSeries, Service } from "@headroom/contracts";
import type {
  OperationSummary,
  RedFigures,
  RedSeries as StoredSeries,
  ServiceSparkline,
  ServiceSummary,
} from "@headroom/telemetry-store";
import { spanKinds } from "./span-words.ts";
import { toIso, type Range } from "./range.ts";

type Points = [number, number | null][];

/**
 * Figures of a range as the API has them. The rate is over the part of the range in which the
 * service is known, so that a service's first minutes don't look idle.
 */
export function presentRed(
  figures: RedFigures,
  range: Range,
  firstSeenMs = range.fromMs,
): Service["red"] {
  const knownMs = Math.max(1_000, range.toMs - Math.max(range.fromMs, firstSeenMs));
  return {
    calls: figures.calls,
    requestRate: (figures.calls * 1_000) / knownMs,
    errorRatio: figures.errorRatio ?? 0,
    p50Ms: figures.p50Ms,
    p95Ms: figures.p95Ms,
    p99Ms: figures.p99Ms,
  };
}

/**
 * A RED series on a complete time axis: steps without calls have the rate 0 and no durations, so
 * that a chart shows silence as silence. A step that the range cuts off has no rate: it would
 * look like a drop.
 */
export function presentRedSeries(series: StoredSeries, range: Range): RedSeries {
  const { stepMs } = series;
  const byTime = new Map(series.points.map((point) => [point.timeMs, point]));
  const rateOf = completeOnly(range, stepMs);
  const out: RedSeries = {
    stepSeconds: stepMs / 1_000,
    requestRate: [],
    errorRatio: [],
    p50Ms: [],
    p95Ms: [],
    p99Ms: [],
  };
  for (const timeMs of timeAxis(range, stepMs)) {
    const point = byTime.get(timeMs);
    out.requestRate.push([timeMs, rateOf(timeMs, point?.rate ?? 0)]);
    out.errorRatio.push([timeMs, point?.errorRatio ?? null]);
    out.p50Ms.push([timeMs, point?.p50Ms ?? null]);
    out.p95Ms.push([timeMs, point?.p95Ms ?? null]);
    out.p99Ms.push([timeMs, point?.p99Ms ?? null]);
  }
  return out;
}

/** A sparkline on the same kind of axis. */
export function presentSparkline(
  sparkline: ServiceSparkline | undefined,
  stepMs: number,
  range: Range,
): Service["sparkline"] {
  const byTime = new Map(sparkline?.points.map((point) => [point[0], point]));
  const requestRate: Points = [];
  const errorRatio: Points = [];
  const p95Ms: Points = [];
  const rateOf = completeOnly(range, stepMs);
  for (const timeMs of timeAxis(range, stepMs)) {
    const [, calls = 0, errors = 0, p95 = null] = byTime.get(timeMs) ?? [];
    requestRate.push([timeMs, rateOf(timeMs, (calls * 1_000) / stepMs)]);
    errorRatio.push([timeMs, calls === 0 ? null : errors / calls]);
    p95Ms.push([timeMs, p95]);
  }
  return { stepSeconds: stepMs / 1_000, requestRate, errorRatio, p95Ms };
}

function completeOnly(range: Range, stepMs: number) {
  return (timeMs: number, rate: number): number | null =>
    timeMs < range.fromMs || timeMs + stepMs > range.toMs ? null : rate;
}

/** Starts of the steps that touch a range. */
export function timeAxis(range: Range, stepMs: number): number[] {
  const first = Math.floor(range.fromMs / stepMs) * stepMs;
  const count = Math.ceil((range.toMs - first) / stepMs);
  return Array.from({ length: Math.min(count, 1_000) }, (_, index) => first + index * stepMs);
}

/** Who a service is and when it was seen. */
export function presentIdentity(
  summary: ServiceSummary,
): Pick<Service, "name" | "namespace" | "versions" | "language" | "firstSeen" | "lastSeen"> {
  return {
    name: summary.service,
    namespace: summary.namespace,
    versions: summary.versions,
    language: summary.sdkLanguage,
    firstSeen: toIso(summary.firstSeenMs),
    lastSeen: toIso(summary.lastSeenMs),
  };
}

/** Operations with their share of the service's busy time. */
export function presentOperations(
  operations: readonly OperationSummary[],
  range: Range,
  firstSeenMs: number,
): Operation[] {
  const busyMs = (each: OperationSummary): number => each.calls * (each.avgMs ?? 0);
  const total = operations
    .filter((each) => each.isEntry)
    .reduce((sum, each) => sum + busyMs(each), 0);
  return operations.map((each) => ({
    name: each.operation,
    kind: spanKinds[each.kind] ?? "unspecified",
    isEntry: each.isEntry,
    red: presentRed(each, range, firstSeenMs),
    timeShare: total === 0 ? 0 : Math.min(1, busyMs(each) / total),
  }));
}
