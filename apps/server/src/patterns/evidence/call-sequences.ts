import type { CallSequence, RouteEvidence } from "@headroom/patterns";
import { snapshotBounds } from "@headroom/patterns";
import type { SampledSpan } from "@headroom/telemetry-store";
import { nameKind } from "./sampled-requests.ts";
import type { SampledRequest } from "./sampled-requests.ts";
import { dropAbsent, findMean, findQuantile, sumOf } from "./span-figures.ts";

/** Name of the step that a span is, by the id of its shape; undefined for one that is none. */
export type StepOf = (shape: string) => string | undefined;

interface Step {
  readonly name: string;
  readonly span: SampledSpan;
}

const longestLoop = 4;
const leastTraces = 20;

/** Repeated steps, and repeated loops of up to four steps, become one. */
export function foldSteps(names: readonly string[]): readonly string[] {
  const folded: string[] = [];
  for (const name of names) {
    folded.push(name);
    for (let length = 1; length <= longestLoop; length += 1) {
      const last = folded.slice(-length).join("\n");
      const before = folded.slice(-2 * length, -length).join("\n");
      if (folded.length >= 2 * length && last === before) {
        folded.splice(-length);
        break;
      }
    }
  }
  return folded;
}

interface Walk {
  readonly request: SampledRequest;
  readonly steps: readonly Step[];
  readonly order: readonly string[];
}

function walk(request: SampledRequest, stepOf: StepOf): Walk {
  const steps = request.inner.flatMap(({ span }) => {
    const name = stepOf(span.shape);
    return name === undefined ? [] : [{ name, span }];
  });
  return { request, steps, order: foldSteps(steps.map(({ name }) => name)) };
}

const isStore = ({ name }: Step) => name.startsWith("store:");
const isCache = ({ name }: Step) => name.startsWith("cache:");

/** Time of the reads of the store that follow a read of the cache; undefined without any. */
function measureMiss({ steps }: Walk): number | undefined {
  const read = steps.findIndex(({ name }) => name === "cache:GET");
  if (read < 0) return undefined;
  const loads = steps.slice(read + 1).filter(({ name }) => name === "store:SELECT");
  return loads.length === 0 ? undefined : sumOf(loads, ({ span }) => span.durationMs) / 1000;
}

function describeSequence(walks: readonly Walk[]): CallSequence {
  const failed = walks.filter(({ steps }) =>
    steps.some((step) => isCache(step) && step.span.isError),
  );
  const survived = failed.filter(({ request }) => !request.entry.isError);
  return {
    steps: walks[0]?.order ?? [],
    traces: walks.length,
    background: walks[0]?.request.isBackground ?? false,
    ...(failed.length === 0
      ? {}
      : { cacheErrors: failed.length, survivedCacheErrors: survived.length }),
  };
}

function findP95(walks: readonly Walk[]): number | undefined {
  if (walks.length < leastTraces) return undefined;
  return findQuantile(
    walks.map(({ request }) => ({ value: request.entry.durationMs / 1000, weight: 1 })),
    0.95,
  );
}

function describeRoute(name: string, walks: readonly Walk[]): RouteEvidence | undefined {
  const [first] = walks;
  if (first === undefined) return undefined;
  const { entry } = first.request;
  const stored = walks.filter(({ steps }) => steps.some(isStore));
  const plain = walks.filter(({ steps }) => !steps.some(isStore));
  const cached = walks.filter(({ steps }) => steps.some(isCache));
  const sequences = [...Map.groupBy(walks, ({ order }) => order.join("\n")).values()]
    .filter(([one]) => one !== undefined && one.order.length > 0)
    .map(describeSequence)
    .toSorted((left, right) => right.traces - left.traces);
  const misses = walks.flatMap((one) => measureMiss(one) ?? []);
  return dropAbsent({
    name,
    kind: nameKind(entry.kind),
    method: entry.method === "" ? undefined : entry.method,
    traces: walks.length,
    storeShare: stored.length / walks.length,
    cacheServerShare: cached.length / walks.length,
    fastP95S: findP95(plain),
    slowP95S: findP95(stored),
    missPenaltyS: findMean(misses.map((value) => ({ value, weight: 1 }))),
    sequences: sequences.slice(0, snapshotBounds.sequencesPerRoute),
  });
}

/** The entry operations of sampled requests, the one with the most traces first; at most 20. */
export function listRoutes(
  requests: readonly SampledRequest[],
  stepOf: StepOf,
): readonly RouteEvidence[] {
  const byRoute = Map.groupBy(requests, ({ entry }) => entry.name);
  return [...byRoute]
    .flatMap(
      ([name, own]) =>
        describeRoute(
          name,
          own.map((request) => walk(request, stepOf)),
        ) ?? [],
    )
    .toSorted((left, right) => right.traces - left.traces)
    .slice(0, snapshotBounds.routes);
}
