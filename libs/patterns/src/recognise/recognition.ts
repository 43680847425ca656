import type { NameGeneration } from "../aliases/types.ts";
import type { PatternId } from "../catalogue/types.ts";
import type { Statistic } from "../evidence/aggregate.ts";
import { readStatistic } from "../evidence/aggregate.ts";
import type { Reading } from "../evidence/read-signals.ts";
import { readSignal } from "../evidence/read-signals.ts";
import type { Signal } from "../evidence/signal.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";

/** One thing that speaks for a pattern: a sentence, the signal by its name as sent, its value. */
export interface EvidenceItem {
  readonly text: string;
  readonly signal: string;
  readonly value: number | string | null;
}

/** A signal that is not there, by its current name, and what it would add. */
export interface MissingSignal {
  readonly signal: string;
  readonly gain: string;
}

/**
 * A pattern found in a snapshot. `subject` names what it was found on, for example a pool or a
 * queue; the name of the service where the pattern has no part of its own. `variant` is one of the
 * variants of the catalogue record. `confidence` is 0 to 1 and `reason` says where it comes from.
 */
export interface Recognition {
  readonly patternId: PatternId;
  readonly subject: string;
  readonly variant?: string;
  readonly confidence: number;
  readonly reason: string;
  readonly evidence: readonly EvidenceItem[];
  readonly missing: readonly MissingSignal[];
}

/** Finds every subject of one pattern in a snapshot; empty where nothing speaks for it. */
export type Recogniser = (snapshot: EvidenceSnapshot) => readonly Recognition[];

/** What kind of evidence a recognition stands on, from the surest to the weakest. */
export type EvidenceRung = NameGeneration | "behaviour" | "trace-shape" | "hint";

/** Confidence by the rung of evidence (own proposal). */
const rungConfidence: Readonly<Record<EvidenceRung, number>> = {
  current: 0.97,
  collector: 0.95,
  earlier: 0.93,
  exporter: 0.93,
  prometheus: 0.9,
  behaviour: 0.8,
  "trace-shape": 0.65,
  hint: 0.45,
};

const rungWords: Readonly<Record<EvidenceRung, string>> = {
  current: "a metric of the current convention states it",
  collector: "a metric of a collector receiver states it",
  earlier: "a metric of an earlier convention states it",
  exporter: "a metric of a library or exporter states it",
  prometheus: "a metric in its Prometheus form states it",
  behaviour: "the instances, versions or calls behave so",
  "trace-shape": "the shape of traces suggests it",
  hint: "only a hint suggests it",
};

/** Confidence and its reason from the rung of evidence and how many companion signals exist. */
export function rateConfidence(
  rung: EvidenceRung,
  companions?: { readonly found: number; readonly expected: number },
): { readonly confidence: number; readonly reason: string } {
  const words = rungWords[rung];
  const base = rungConfidence[rung];
  if (companions === undefined || companions.expected === 0) {
    return { confidence: base, reason: `${capitalise(words)}.` };
  }
  const { found, expected } = companions;
  // Companions can take away a fifth at most: one exact name is enough to see that it exists.
  const confidence = base * (0.8 + (0.2 * found) / expected);
  const reason = `${capitalise(words)}; ${found} of ${expected} signals that go with it are there.`;
  return { confidence: Math.round(confidence * 100) / 100, reason };
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A signal that goes with a pattern: what it shows, and what is lost without it. */
export interface Companion {
  readonly signal: Signal;
  readonly text: string;
  readonly gain: string;
  readonly statistic?: Statistic;
}

/** Which companions a snapshot has for a subject, as evidence and as missing signals. */
export interface CompanionCheck {
  readonly evidence: readonly EvidenceItem[];
  readonly missing: readonly MissingSignal[];
  readonly found: number;
  readonly expected: number;
  /** Rung of the first companion found. */
  readonly rung: EvidenceRung | undefined;
}

/** The best name to ask for: the first one of a signal. */
export function nameSignal({ names, id }: Signal): string {
  return names[0]?.name ?? id;
}

/** One item of evidence from a reading. */
export function cite(
  { name, series }: Reading,
  text: string,
  statistic: Statistic = "last",
): EvidenceItem {
  return { text, signal: name, value: readStatistic(series, statistic) ?? null };
}

/** Looks for the companions of a pattern among the readings that `belongs` accepts. */
export function checkCompanions(
  snapshot: EvidenceSnapshot,
  companions: readonly Companion[],
  belongs: (reading: Reading) => boolean = () => true,
): CompanionCheck {
  const evidence: EvidenceItem[] = [];
  const missing: MissingSignal[] = [];
  let rung: EvidenceRung | undefined;
  for (const { signal, text, gain, statistic } of companions) {
    const reading = readSignal(snapshot, signal).find(belongs);
    if (reading === undefined) missing.push({ signal: nameSignal(signal), gain });
    else evidence.push(cite(reading, text, statistic));
    rung ??= reading?.generation;
  }
  return { evidence, missing, found: evidence.length, expected: companions.length, rung };
}

/** Whether a number lies between two bounds, both included. */
export function isBetween(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}

/** Length of the window of a snapshot in ms. */
export function measureWindowMs({ window }: EvidenceSnapshot): number {
  return window.endMs - window.startMs;
}
