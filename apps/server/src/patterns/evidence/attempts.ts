import type { AttemptEvidence } from "@headroom/patterns";
import type { CallShape, SampledSpan } from "@headroom/telemetry-store";
import { describeTarget } from "./call-kinds.ts";
import { spanKinds } from "./sampled-requests.ts";
import { dropAbsent, findQuantile, measureCover, sumOf } from "./span-figures.ts";

/** Calls that ask for the same below the same span, by start. */
type Siblings = readonly SampledSpan[];

const unsafeMethods = new Set(["POST", "PATCH"]);

const endOf = ({ startMs, durationMs }: SampledSpan) => startMs + durationMs;
const hasFailed = ({ isError, status }: SampledSpan) => isError || status >= 400;
/** A redirect, or a challenge to log in: what follows is no retry. */
const isAnswered = (status: number) =>
  (status >= 300 && status < 400) || status === 401 || status === 407;

/** Groups of two or more equal calls below one span, by id of their shape. */
function listSiblings(sample: readonly SampledSpan[]): ReadonlyMap<string, readonly Siblings[]> {
  const calls = sample.filter(({ kind, parentSpanId }) => {
    return kind === spanKinds.client && parentSpanId !== "";
  });
  const groups = Map.groupBy(
    calls,
    ({ traceId, parentSpanId, shape, request }) => `${traceId} ${parentSpanId} ${shape} ${request}`,
  );
  const several = [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => group.toSorted((left, right) => left.startMs - right.startMs));
  return Map.groupBy(several, ([first]) => first?.shape ?? "");
}

/** Whether all but the last failed, and none for an answer that asks to call elsewhere. */
function hasFailedFirst(group: Siblings): boolean {
  const earlier = group.slice(0, -1);
  return earlier.every((span) => hasFailed(span) && !isAnswered(span.status));
}

function doOverlap(group: Siblings): boolean {
  const { coveredMs, singleMs } = measureCover(
    group.map((span) => ({ startMs: span.startMs, endMs: endOf(span) })),
  );
  return coveredMs - singleMs > 0.1 * coveredMs;
}

/** Ratios of the pauses between successive attempts. */
function listGapRatios(group: Siblings): number[] {
  const gaps = group
    .slice(1)
    .map((span, index) => span.startMs - endOf(group[index] ?? span))
    .filter((gap) => gap > 0);
  return gaps.slice(1).map((gap, index) => gap / (gaps[index] ?? gap));
}

/** Share of the stated resends that followed a redirect or a challenge, where it can be told. */
function findRedirectShare(groups: readonly Siblings[]): number {
  const told = groups.flatMap((group) =>
    group.flatMap((span, index) => {
      const before = group[index - 1];
      return span.resends > 0 && before !== undefined ? [isAnswered(before.status)] : [];
    }),
  );
  return told.length === 0 ? 0 : told.filter(Boolean).length / told.length;
}

function share(groups: readonly Siblings[], test: (group: Siblings) => boolean): number {
  return groups.length === 0 ? 0 : groups.filter(test).length / groups.length;
}

function describeGroups(
  shape: CallShape,
  calls: number,
  groups: readonly Siblings[],
  failing: number,
): AttemptEvidence | undefined {
  const retried = groups.filter(hasFailedFirst);
  const perCall = calls / Math.max(1e-9, shape.calls);
  const resends = shape.resends * perCall;
  if (resends === 0 && retried.length === 0) return undefined;
  const redirected = resends * findRedirectShare(groups);
  // Sampled groups stand for all failed calls of the shape.
  const scale = failing === 0 ? 0 : Math.max(1, (shape.errors * perCall) / failing);
  const repeats = sumOf(retried, (group) => group.length - 1) * scale;
  const again = Math.min(calls / 2, resends > 0 ? resends - redirected : repeats);
  const { method } = describeTarget(shape);
  return dropAbsent({
    calls: Math.round(calls - again),
    attempts: Math.round(calls),
    resends: Math.ceil(resends),
    resendsAfterRedirect: Math.ceil(redirected),
    failedFirstShare: share(groups, hasFailedFirst),
    overlapShare: share(groups, doOverlap),
    maxAttempts: Math.max(shape.maxResends + 1, ...retried.map((group) => group.length)),
    successAfterRetry:
      retried.length === 0
        ? undefined
        : share(retried, (group) => group.some((span) => !hasFailed(span))),
    gapRatio: findQuantile(
      retried.flatMap(listGapRatios).map((value) => ({ value, weight: 1 })),
      0.5,
    ),
    unsafeShare: method === undefined ? undefined : Number(unsafeMethods.has(method.toUpperCase())),
  });
}

/**
 * Attempts of a shape that is called again after failures, or states that it is; undefined for one
 * that is not. `usual` are sampled traces as they come and `failed` some with failed calls, from
 * which groups with a failure are taken; `calls` are those of the shape in the window.
 */
export function createAttemptReader(
  usual: readonly SampledSpan[],
  failed: readonly SampledSpan[],
): (shape: CallShape, calls: number) => AttemptEvidence | undefined {
  const usualGroups = listSiblings(usual);
  const failedGroups = listSiblings(failed);
  const failing = new Map(
    [...Map.groupBy(failed, ({ shape }) => shape)].map(([shape, spans]) => [
      shape,
      spans.filter(({ isError }) => isError).length,
    ]),
  );
  return (shape, calls) => {
    if (shape.kind !== spanKinds.client) return undefined;
    const known = failedGroups.get(shape.id) ?? [];
    const calm = (usualGroups.get(shape.id) ?? []).filter((group) => !group.some(hasFailed));
    return describeGroups(shape, calls, [...known, ...calm], failing.get(shape.id) ?? 0);
  };
}
