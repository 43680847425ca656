import type { PatternDetail } from "@headroom/contracts";
import { formatCompact } from "@/format/number";
import { formatValue } from "@/format/unit";

type Evidence = PatternDetail["evidence"][number];
type ChecklistItem = PatternDetail["checklist"][number];

const UNITS: Readonly<Record<string, string>> = { s: "s", ms: "ms", bytes: "By" };

/** An item of evidence as its name and its value: a unit at the end of the text goes to the value. */
export function readEvidence({ text, value }: Pick<Evidence, "text" | "value">): {
  readonly text: string;
  readonly value: string | null;
} {
  if (value === null || typeof value !== "number") return { text, value };
  const [, name, unit = ""] = /^(.+) in (s|ms|bytes)$/.exec(text) ?? [];
  const known = UNITS[unit];
  if (name === undefined || known === undefined) return { text, value: formatCompact(value) };
  return { text: name, value: formatValue(value, known) };
}

/** What is said below a point of the checklist; `byHand` where only a person can check it. */
export function readChecklistItem({
  verdict,
  evidence,
  check,
}: Pick<ChecklistItem, "verdict" | "evidence" | "check">): {
  readonly found: string | null;
  readonly byHand: string | null;
} {
  if (verdict !== "cannot be seen")
    return { found: evidence === "" ? check : evidence, byHand: null };
  // Where nothing looked for it, the evidence only repeats the check.
  const isRepeated = evidence === "" || evidence.endsWith(check);
  return { found: isRepeated ? null : evidence, byHand: check };
}
