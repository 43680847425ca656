import type { Repetition } from "@headroom/patterns";
import type { SampledSpan } from "@headroom/telemetry-store";
import type { InnerSpan, SampledRequest } from "./sampled-requests.ts";
import { correlate, dropAbsent, findQuantile, measureCover, sumOf } from "./span-figures.ts";

/** Calls of one shape below one span of a request. */
interface CallGroup {
  readonly request: SampledRequest;
  readonly calls: readonly SampledSpan[];
}

/** Where a shape is called, and how often it repeats there. */
export interface ShapeUse {
  /** Name of the entry operation. */
  readonly entry: string;
  readonly repetition: Repetition;
}

const manyRepeats = 5;
const leastRepeatedShare = 0.01;
const leastTraces = 20;
const leastSizes = 10;

/**
 * Calls of one shape in one request, grouped by the nearest span that two or more of them are
 * below: each call may have a span of its library around it. A call alone stands below its parent.
 */
export function groupByAncestor(calls: readonly InnerSpan[]): readonly (readonly SampledSpan[])[] {
  const below = new Map<string, number>();
  for (const { ancestors } of calls) {
    for (const id of ancestors) below.set(id, (below.get(id) ?? 0) + 1);
  }
  const nearest = ({ ancestors }: InnerSpan) =>
    ancestors.find((id) => (below.get(id) ?? 0) > 1) ?? ancestors[0] ?? "";
  return [...Map.groupBy(calls, nearest).values()].map((own) => own.map(({ span }) => span));
}

const endOf = ({ startMs, durationMs }: SampledSpan) => startMs + durationMs;

/** Rows that the last query before a group returned, against the size of the group. */
function readSizes({ request, calls }: CallGroup): readonly (readonly [number, number])[] {
  const [first] = calls;
  if (first === undefined) return [];
  const before = request.inner.findLast(
    ({ span }) => span.rows !== null && span.shape !== first.shape && endOf(span) <= first.startMs,
  );
  return before?.span.rows == null ? [] : [[before.span.rows, calls.length]];
}

function measureGroups(groups: readonly CallGroup[]): Repetition {
  const requests = [...Map.groupBy(groups, ({ request }) => request)];
  const sizes = groups.map(({ request, calls }) => ({
    value: calls.length,
    weight: request.weight,
  }));
  const many = requests.filter(([, own]) => own.some(({ calls }) => calls.length >= manyRepeats));
  // Where it repeats at all, the requests that repeat it tell what the repeats cost.
  const telling = many.length > 0 ? many.flatMap(([, own]) => own) : groups;
  const covers = telling.map(({ request, calls }) => ({
    ...measureCover(calls.map((call) => ({ startMs: call.startMs, endMs: endOf(call) }))),
    requestMs: request.entry.durationMs,
  }));
  const covered = sumOf(covers, ({ coveredMs }) => coveredMs);
  const total = sumOf(covers, ({ requestMs }) => requestMs);
  const weightOf = (own: typeof requests) => sumOf(own, ([request]) => request.weight);
  return dropAbsent({
    traces: requests.length,
    perParentP50: findQuantile(sizes, 0.5) ?? 0,
    perParentP95: findQuantile(sizes, 0.95) ?? 0,
    tracesShare: weightOf(many) / Math.max(1e-9, weightOf(requests)),
    timeShare: total > 0 ? Math.min(1, covered / total) : 0,
    sequentialShare: covered > 0 ? sumOf(covers, ({ singleMs }) => singleMs) / covered : 1,
    sizeCorrelation: correlate(groups.flatMap(readSizes), leastSizes),
  });
}

function isRepeated({ traces, tracesShare, perParentP95 }: Repetition): boolean {
  return traces >= leastTraces && tracesShare >= leastRepeatedShare && perParentP95 >= manyRepeats;
}

/**
 * Under which entry operation each shape mostly runs and how often it repeats below one span
 * there, by id of the shape. An entry in which it repeats is preferred to one in which it does not.
 */
export function measureRepetitions(
  requests: readonly SampledRequest[],
): ReadonlyMap<string, ShapeUse> {
  const uses = new Map<string, { readonly use: ShapeUse; readonly calls: number }[]>();
  for (const [entry, own] of Map.groupBy(requests, ({ entry: { name } }) => name)) {
    const groups = own.flatMap((request) =>
      [...Map.groupBy(request.inner, ({ span }) => span.shape)]
        .filter(([shape]) => shape !== "")
        .flatMap(([shape, calls]) =>
          groupByAncestor(calls).map((group) => ({ shape, request, calls: group })),
        ),
    );
    for (const [shape, shapeGroups] of Map.groupBy(groups, (group) => group.shape)) {
      const use = { entry, repetition: measureGroups(shapeGroups) };
      const calls = sumOf(shapeGroups, (group) => group.calls.length * group.request.weight);
      uses.set(shape, [...(uses.get(shape) ?? []), { use, calls }]);
    }
  }
  return new Map(
    [...uses].flatMap(([shape, own]) => {
      const [best] = own.toSorted(
        (left, right) =>
          Number(isRepeated(right.use.repetition)) - Number(isRepeated(left.use.repetition)) ||
          right.calls - left.calls,
      );
      return best === undefined ? [] : [[shape, best.use] as const];
    }),
  );
}
