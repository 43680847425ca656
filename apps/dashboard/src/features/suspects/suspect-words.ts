import type { Suspects } from "@headroom/contracts";
import type { BadgeTone } from "@/components/ui/badge";

/** A service that may be the cause. */
export type Suspect = Suspects["items"][number];
/** A reason for or against it. */
export type SuspectEvidence = Suspect["evidence"][number];

/** How sure a suspicion is; the rule beside it says why. */
export const confidenceWords: Readonly<
  Record<Suspect["confidence"], { name: string; tone: BadgeTone }>
> = {
  high: { name: "High confidence", tone: "critical" },
  medium: { name: "Medium confidence", tone: "warning" },
  low: { name: "Low confidence", tone: "neutral" },
};

/** Kinds of evidence in a word. */
export const evidenceWords: Readonly<Record<SuspectEvidence["kind"], string>> = {
  degraded: "Got worse",
  errors: "New errors",
  version: "New version",
  correlation: "Moved with it",
  load: "More load",
  "call-graph": "Call path",
};

/** The reasons of a suspect, without its name and confidence in front. */
export function reasonsOf({ service, sentence }: Suspect): string {
  const start = `${service} (`;
  const end = sentence.indexOf("): ");
  return sentence.startsWith(start) && end > 0 ? sentence.slice(end + 3) : sentence;
}

/** Points with their sign: `+2.4`, `−1`. */
export function formatPoints(points: number): string {
  const size = String(Number(Math.abs(points).toFixed(1)));
  if (size === "0") return size;
  return `${points > 0 ? "+" : "−"}${size}`;
}

/** Points as a part of the strongest suspect's, from 0 to 1. */
export function shareOfStrongest(points: number, items: readonly Suspect[]): number {
  const most = Math.max(0, ...items.map((suspect) => suspect.points));
  return most > 0 ? Math.max(0, Math.min(1, points / most)) : 0;
}

/** Evidence that speaks for the suspect, strongest first, then what speaks against it. */
export function sortEvidence(evidence: readonly SuspectEvidence[]): readonly SuspectEvidence[] {
  return evidence.toSorted((a, b) => b.points - a.points);
}
