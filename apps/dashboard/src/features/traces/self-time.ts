import type { SpanNode } from "./span-tree";

/**
 * Milliseconds of a span in which none of its children runs: its duration less the union of the
 * children's times inside it.
 */
export function selfTimeMs(node: SpanNode): number {
  let coveredMs = 0;
  let reachedMs = node.startMs;
  // Children are in order of start, so one pass finds the union.
  for (const child of node.children) {
    const fromMs = Math.max(child.startMs, reachedMs);
    const toMs = Math.min(child.endMs, node.endMs);
    if (toMs <= fromMs) continue;
    coveredMs += toMs - fromMs;
    reachedMs = toMs;
  }
  return Math.max(0, node.endMs - node.startMs - coveredMs);
}
