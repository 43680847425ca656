import type { AssessedIndicator, PatternRecord } from "@headroom/contracts";
import { formatElapsed } from "@/format/elapsed";
import { capitalize } from "@/format/capitalize";
import { formatValue } from "@/format/unit";

/** A limit of an indicator. */
export type Limit = AssessedIndicator["limits"][number];

const SIGNS = { gt: ">", gte: "≥", lt: "<", lte: "≤" } as const;

const SOURCES: Readonly<Record<string, string>> = {
  "rule collection": "Widely used alert rules",
  "requirement document": "Requirement",
  definition: "By definition",
  "own proposal": "Headroom’s own proposal",
};

/** Who a limit is from: the publisher where a table was published, else what kind of limit it is. */
export function nameSource({ source, publisher }: Pick<Limit, "source" | "publisher">): string {
  if (publisher !== null && publisher !== "") return publisher;
  return SOURCES[source] ?? capitalize(source);
}

/** A limit in words: `> 0.8 for 5 min`. */
export function describeLimit({ comparison, value, unit, heldMs }: Limit): string {
  const held = heldMs === null || heldMs <= 0 ? "" : ` for ${formatElapsed(heldMs)}`;
  return `${SIGNS[comparison]} ${formatValue(value, unit)}${held}`;
}

/** What an item of evidence is, in words. */
export const evidenceKindWords: Readonly<Record<string, string>> = {
  metric: "Metrics",
  attribute: "Attributes",
  log: "Log text",
  "trace-shape": "Shape of traces",
  resource: "Resource attributes",
};

/** Where names of evidence are defined, in words. */
export const evidenceSourceWords: Readonly<Record<string, string>> = {
  semconv: "semantic conventions",
  collector: "Collector receiver, form up to 2025",
  "collector-2026": "Collector receiver, form of 2026",
  exporter: "exporter or library",
  rules: "published alert rules",
  docs: "vendor documentation",
  code: "public code",
  unverified: "not checked",
};

/** Evidence of a record by its kind, in the order of its first item. */
export function groupEvidence(evidence: PatternRecord["evidence"]) {
  const kinds = new Map<string, PatternRecord["evidence"]>();
  for (const item of evidence) kinds.set(item.kind, [...(kinds.get(item.kind) ?? []), item]);
  return [...kinds].map(([kind, items]) => ({
    kind,
    title: evidenceKindWords[kind] ?? capitalize(kind),
    items,
  }));
}
