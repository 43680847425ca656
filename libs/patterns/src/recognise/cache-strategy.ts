import { sumValues } from "../evidence/aggregate.ts";
import { readSignal } from "../evidence/read-signals.ts";
import { localCacheSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { CallSequence } from "../evidence/span-evidence.ts";
import { isRemoteCache, nameCache } from "./in-process-cache.ts";
import type { Recognition } from "./recognition.ts";
import { isBetween, rateConfidence } from "./recognition.ts";

/** A strategy wins when its template explains this share of the traces that touch the cache. */
const explainedShare = 0.8;
/** Traces for full confidence, and the fewest for any verdict. */
const fullTraces = 200;
const leastTraces = 50;

const storeWrite = /^store:(INSERT|UPDATE|DELETE|MERGE|REPLACE)$/;

interface Template {
  readonly variant: string;
  /** Whether a sequence is one that the strategy makes. */
  readonly explains: (sequence: CallSequence) => boolean;
  /** Whether it is one that only this strategy makes. */
  readonly proves: (sequence: CallSequence) => boolean;
}

function hasInOrder(steps: readonly string[], ...wanted: readonly (string | RegExp)[]): boolean {
  let at = 0;
  for (const step of steps) {
    const next = wanted[at];
    if (next === undefined) return true;
    if (typeof next === "string" ? step === next : next.test(step)) at += 1;
  }
  return at >= wanted.length;
}

const isHit = ({ steps }: CallSequence) => steps.length === 1 && steps[0] === "cache:GET";
const isWrite = ({ steps }: CallSequence) => steps.some((step) => storeWrite.test(step));
const isAsideFill = ({ steps, background }: CallSequence) =>
  !background && hasInOrder(steps, "cache:GET", "store:SELECT", "cache:SET");
const isThrough = ({ steps, background }: CallSequence) =>
  !background && steps.includes("cache:SET") && isWrite({ steps, background, traces: 0 });
const isRefresh = ({ steps, background }: CallSequence) =>
  background && hasInOrder(steps, "store:SELECT", "cache:SET");

const readTemplates: readonly Template[] = [
  {
    variant: "Cache-aside",
    explains: (one) => isHit(one) || isAsideFill(one),
    proves: isAsideFill,
  },
  { variant: "Refresh-ahead", explains: (one) => isHit(one) || isRefresh(one), proves: isRefresh },
];

const writeTemplates: readonly Template[] = [
  { variant: "Write-through", explains: isThrough, proves: isThrough },
  {
    variant: "Write-behind",
    explains: (one) =>
      (!one.background && one.steps.includes("cache:SET") && !isWrite(one)) ||
      (one.background && isWrite(one)),
    proves: (one) => one.background && isWrite(one),
  },
];

function countTraces(sequences: readonly CallSequence[]): number {
  return sequences.reduce((total, { traces }) => total + traces, 0);
}

function matchTemplate(
  sequences: readonly CallSequence[],
  { variant, explains, proves }: Template,
  subject: string,
): Recognition | undefined {
  const total = countTraces(sequences);
  const explained = countTraces(sequences.filter(explains));
  const proof = countTraces(sequences.filter(proves));
  if (total < leastTraces || proof === 0 || explained / total < explainedShare) return undefined;
  const rated = rateConfidence(variant === "Cache-aside" ? "behaviour" : "trace-shape");
  const size = Math.min(1, total / fullTraces);
  return {
    patternId: "P19",
    subject,
    variant,
    confidence: Math.round(rated.confidence * (0.7 + 0.3 * size) * 100) / 100,
    reason: `The order of calls in ${explained} of ${total} traces is that of ${variant.toLowerCase()}.`,
    evidence: [
      {
        text: "Share of traces that the strategy explains",
        signal: subject,
        value: explained / total,
      },
      { text: "Traces that only this strategy makes", signal: subject, value: proof },
    ],
    missing:
      total < fullTraces ? [{ signal: "traces", gain: `${fullTraces} traces for certainty` }] : [],
  };
}

function recogniseBySequences(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const background = snapshot.routes.flatMap(({ sequences }) =>
    sequences.filter((one) => one.background),
  );
  return snapshot.routes.flatMap(({ name, sequences }) => {
    const touching = sequences.filter(
      ({ steps, background: isBackground }) =>
        !isBackground && steps.some((step) => step.startsWith("cache:")),
    );
    const writes = touching.filter((one) => isWrite(one) || !one.steps.includes("cache:GET"));
    const reads = touching.filter((one) => !writes.includes(one));
    const find = (own: readonly CallSequence[], templates: readonly Template[]) => {
      if (own.length === 0) return [];
      const all = [...own, ...background];
      const found = templates
        .map((template) =>
          matchTemplate(template.variant === "Cache-aside" ? own : all, template, name),
        )
        .find((one) => one !== undefined);
      return found === undefined ? [] : [found];
    };
    return [...find(reads, readTemplates), ...find(writes, writeTemplates)];
  });
}

/** A cache inside the process: its misses are filled from the store within the same request. */
function recogniseInProcess(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const misses = readSignal(snapshot, localCacheSignals.misses).filter(
    (one) => !isRemoteCache(one),
  );
  const filled = snapshot.routes.filter(
    ({ storeShare, cacheServerShare }) =>
      isBetween(storeShare, 0.01, 0.99) && cacheServerShare === 0,
  );
  const [route] = filled;
  if (route === undefined) return [];
  return [...Map.groupBy(misses, nameCache)].flatMap(([cache, own]): Recognition[] => {
    const puts = readSignal(snapshot, localCacheSignals.puts).filter(
      (one) => nameCache(one) === cache,
    );
    const missed = sumValues(own, "increase") ?? 0;
    const written = sumValues(puts, "increase") ?? 0;
    if (missed === 0 || !isBetween(written / missed, 0.5, 1.2)) return [];
    return [
      {
        patternId: "P19",
        subject: cache === "" ? snapshot.subject.name : cache,
        variant: "Cache-aside",
        ...rateConfidence("trace-shape"),
        reason:
          "Misses are followed by about as many puts, and routes reach the store in part of their requests. Inside a process, read-through looks the same.",
        evidence: [
          { text: "Puts per miss", signal: puts[0]?.name ?? "", value: written / missed },
          {
            text: `Share of ${route.name} that reaches the store`,
            signal: route.name,
            value: route.storeShare,
          },
        ],
        missing: [{ signal: "spans of the cache", gain: "the order of cache and store calls" }],
      },
    ];
  });
}

/**
 * P19: the strategy by which a cache is filled and written, per route or per cache. From the order
 * of calls in sampled traces; for a cache inside the process from its counters and the routes.
 */
export function recogniseCacheStrategies(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const found = recogniseBySequences(snapshot);
  return found.length > 0 ? found : recogniseInProcess(snapshot);
}
