import type { Span } from "@headroom/contracts";
import type { SpanNode } from "./span-tree";

/** Keys of the spans that hold every word of `text`, in the order of the tree; none for no words. */
export function searchSpans(nodes: readonly SpanNode[], text: string): string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return nodes.filter(({ span }) => matchesAll(span, words)).map((node) => node.key);
}

function matchesAll(span: Span, words: readonly string[]): boolean {
  const parts = [span.name, span.service, span.spanId, span.statusMessage, span.kind];
  if (span.status === "error") parts.push("error");
  for (const [key, value] of Object.entries(span.attributes)) parts.push(`${key}=${value}`);
  for (const event of span.events) parts.push(event.name, ...Object.values(event.attributes));
  const whole = parts.join("\n").toLowerCase();
  return words.every((word) => whole.includes(word));
}

/** The match after (1) or before (−1) `current`, around the end; the nearest where it is no match. */
export function nextMatch(
  nodes: readonly SpanNode[],
  matches: readonly string[],
  current: string | null,
  direction: 1 | -1,
): string | null {
  if (matches.length === 0) return null;
  const at = current === null ? -1 : matches.indexOf(current);
  if (at >= 0) return matches[(at + direction + matches.length) % matches.length] ?? null;
  const place = new Map(nodes.map((node, index) => [node.key, index]));
  const here = current === null ? -1 : (place.get(current) ?? -1);
  const after = matches.findIndex((key) => (place.get(key) ?? 0) > here);
  const next = direction === 1 ? after : (after < 0 ? matches.length : after) - 1;
  return matches[(next + matches.length) % matches.length] ?? matches[0] ?? null;
}
