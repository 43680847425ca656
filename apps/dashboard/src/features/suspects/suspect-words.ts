import type { Suspects } from "@headroom/contracts";
import type { BadgeTone } from "@/components/ui/badge";
import { capitalize } from "@/format/capitalize";
import { formatInstant, type Zone } from "@/format/instant";

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
  const reasons = sentence.startsWith(start) && end > 0 ? sentence.slice(end + 3) : sentence;
  return withoutName(reasons, service);
}

/** Sentences without the name of the service in front of them, which stands above them. */
export function withoutName(sentences: string, service: string): string {
  return sentences
    .split(`${service}: `)
    .map((part, index) => (index === 0 ? part : capitalize(part)))
    .join("");
}

/** A text with its ISO 8601 instants as this browser's clock shows them, to the second. */
export function localizeTimes(text: string, zone: Zone = "local"): string {
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (iso) => {
    const ms = Date.parse(iso);
    return Number.isNaN(ms) ? iso : formatInstant(Math.floor(ms / 1_000) * 1_000, zone);
  });
}

/** Points without a sign: `2.4`. */
export function formatTotal(points: number): string {
  return String(Number(points.toFixed(1)));
}

/** Points with their sign: `+2.4`, `−1`. */
export function formatPoints(points: number): string {
  const size = formatTotal(Math.abs(points));
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
