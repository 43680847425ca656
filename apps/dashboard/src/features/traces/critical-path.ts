import type { SpanNode } from "./span-tree";

/** A stretch of time in which one span alone decides how long the trace takes. */
export interface CriticalSegment {
  readonly key: string;
  readonly fromMs: number;
  readonly toMs: number;
}

interface Frame {
  readonly node: SpanNode;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The critical path below a root: walking back from its end, the child that ended last is what the
 * span waited for; what lies between such children is the span's own time. Children are cut to their
 * parent's time; a consumer that outlives its parent was not waited for. The segments are in order, do not overlap and fill the root's duration.
 */
export function findCriticalPath(root: SpanNode): CriticalSegment[] {
  const segments: CriticalSegment[] = [];
  const stack: Frame[] = [{ node: root, fromMs: root.startMs, toMs: root.endMs }];
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    walkBack(frame, segments, stack);
  }
  return segments.sort((a, b) => a.fromMs - b.fromMs);
}

function walkBack({ node, fromMs, toMs }: Frame, segments: CriticalSegment[], stack: Frame[]) {
  let cursorMs = toMs;
  const own = (startMs: number) => {
    if (cursorMs > startMs) segments.push({ key: node.key, fromMs: startMs, toMs: cursorMs });
  };
  for (const child of lastEndedFirst(awaitedChildren(node), fromMs, toMs)) {
    // One that still ran at the cursor ran beside the path.
    if (child.toMs > cursorMs) continue;
    own(child.toMs);
    stack.push(child);
    cursorMs = child.fromMs;
  }
  own(fromMs);
}

function awaitedChildren(node: SpanNode): readonly SpanNode[] {
  return node.children.filter(
    (child) => child.span.kind !== "consumer" || child.endMs <= node.endMs,
  );
}

function lastEndedFirst(children: readonly SpanNode[], fromMs: number, toMs: number): Frame[] {
  return children
    .map((node) => ({
      node,
      fromMs: Math.max(node.startMs, fromMs),
      toMs: Math.min(node.endMs, toMs),
    }))
    .filter((frame) => frame.toMs > frame.fromMs)
    .sort((a, b) => b.toMs - a.toMs || a.fromMs - b.fromMs);
}

/** Segments by the key of their span, and each span's milliseconds on the path. */
export function indexCriticalPath(
  segments: readonly CriticalSegment[],
): ReadonlyMap<
  string,
  { readonly segments: readonly CriticalSegment[]; readonly totalMs: number }
> {
  const byKey = new Map<string, { segments: CriticalSegment[]; totalMs: number }>();
  for (const segment of segments) {
    const entry = byKey.get(segment.key) ?? { segments: [], totalMs: 0 };
    entry.segments.push(segment);
    entry.totalMs += segment.toMs - segment.fromMs;
    byKey.set(segment.key, entry);
  }
  return byKey;
}
