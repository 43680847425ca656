import type { SampledSpan } from "@headroom/telemetry-store";
import type { SpanKindName } from "@headroom/patterns";

/** OTLP span kind numbers. */
export const spanKinds = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;

const kindNames: readonly (SpanKindName | undefined)[] = [
  undefined,
  "internal",
  "server",
  "client",
  "producer",
  "consumer",
];

/** Name of a span kind; a kind that is not stated counts as internal. */
export function nameKind(kind: number): SpanKindName {
  return kindNames[kind] ?? "internal";
}

/** A span inside a request, with its ancestors up to the entry, the nearest first. */
export interface InnerSpan {
  readonly span: SampledSpan;
  readonly ancestors: readonly string[];
}

/** One entry span of a sampled trace and what ran below it in the same service. */
export interface SampledRequest {
  readonly entry: SampledSpan;
  /** Whether it is no request but work that the service began by itself. */
  readonly isBackground: boolean;
  /** By start. */
  readonly inner: readonly InnerSpan[];
  /** How many requests of the window it stands for. */
  readonly weight: number;
}

const maxDepth = 100;

function isEntry({ kind, parentSpanId }: SampledSpan): boolean {
  if (kind === spanKinds.server || kind === spanKinds.consumer) return true;
  return kind === spanKinds.internal && parentSpanId === "";
}

function climb(
  span: SampledSpan,
  byId: ReadonlyMap<string, SampledSpan>,
): { readonly entry: SampledSpan; readonly ancestors: string[] } | undefined {
  const ancestors: string[] = [];
  let at = byId.get(span.parentSpanId);
  while (at !== undefined && ancestors.length < maxDepth) {
    ancestors.push(at.spanId);
    if (isEntry(at)) return { entry: at, ancestors };
    at = byId.get(at.parentSpanId);
  }
  return undefined;
}

/**
 * The requests of a sample of whole traces. `callsOf` gives the calls of an entry operation in the
 * window, which decides what each of its sampled requests stands for. Spans whose entry is not in
 * the sample are left out.
 */
export function listRequests(
  sample: readonly SampledSpan[],
  callsOf: (operation: string) => number | undefined,
): readonly SampledRequest[] {
  const entries = sample.filter(isEntry);
  const perOperation = Map.groupBy(entries, ({ name }) => name);
  const inner = new Map<string, InnerSpan[]>();
  for (const spans of Map.groupBy(sample, ({ traceId }) => traceId).values()) {
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    for (const span of spans) {
      if (isEntry(span)) continue;
      const found = climb(span, byId);
      if (found === undefined) continue;
      const key = `${span.traceId} ${found.entry.spanId}`;
      const own = inner.get(key) ?? [];
      own.push({ span, ancestors: found.ancestors });
      inner.set(key, own);
    }
  }
  return entries.map((entry) => {
    const sampled = perOperation.get(entry.name)?.length ?? 1;
    return {
      entry,
      isBackground: entry.kind === spanKinds.internal,
      inner: (inner.get(`${entry.traceId} ${entry.spanId}`) ?? []).toSorted(
        (left, right) => left.span.startMs - right.span.startMs,
      ),
      weight: Math.max(1, (callsOf(entry.name) ?? sampled) / sampled),
    };
  });
}
