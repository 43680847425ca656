import type { SpanNode } from "./span-tree";
import type { TimeSegment } from "./time-view";

/**
 * The stretches of a span in which none of its children runs, in order: its duration less the union
 * of the children's times inside it.
 */
export function selfSegments(node: SpanNode): TimeSegment[] {
  const segments: TimeSegment[] = [];
  let reachedMs = node.startMs;
  // Children are in order of start, so one pass finds the union.
  for (const child of node.children) {
    const fromMs = Math.min(child.startMs, node.endMs);
    if (fromMs > reachedMs) segments.push({ fromMs: reachedMs, toMs: fromMs });
    reachedMs = Math.max(reachedMs, Math.min(child.endMs, node.endMs));
  }
  if (node.endMs > reachedMs) segments.push({ fromMs: reachedMs, toMs: node.endMs });
  return segments;
}

/** Milliseconds of a span in which none of its children runs. */
export function selfTimeMs(node: SpanNode): number {
  return selfSegments(node).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}
