import type { Span } from "@headroom/contracts";

/** One span in its place. Times are milliseconds since the trace's first span began. */
export interface SpanNode {
  /** Unique within the trace: the span id, with `#n` where ids repeat. */
  readonly key: string;
  readonly span: Span;
  readonly parent: SpanNode | null;
  readonly children: readonly SpanNode[];
  readonly startMs: number;
  readonly endMs: number;
  /** How long before its parent this span seems to begin: clocks that differ. 0 where it does not. */
  readonly skewMs: number;
  /** Number of spans below this one. */
  readonly descendants: number;
}

/** Spans whose parent is not among the spans of the trace. */
export interface OrphanGroup {
  readonly key: string;
  readonly parentSpanId: string;
  readonly nodes: readonly SpanNode[];
}

/** All spans of a trace as a forest. `nodes` is in depth-first order, children by start. */
export interface SpanTree {
  readonly roots: readonly SpanNode[];
  readonly orphans: readonly OrphanGroup[];
  readonly nodes: readonly SpanNode[];
  readonly byKey: ReadonlyMap<string, SpanNode>;
  readonly skewedCount: number;
  readonly startMs: number;
  readonly endMs: number;
}

interface OpenNode {
  readonly key: string;
  readonly span: Span;
  parent: OpenNode | null;
  readonly children: OpenNode[];
  readonly startMs: number;
  readonly endMs: number;
  skewMs: number;
  descendants: number;
}

/** A start this little before the parent's is rounding, not a clock that differs. */
const SKEW_TOLERANCE_MS = 0.001;

/**
 * Orders spans under their parents. Spans of a cycle are cut at the one that begins first; it is
 * shown as an orphan, so that no span is ever lost. Takes any order, works without recursion.
 */
export function buildSpanTree(spans: readonly Span[]): SpanTree {
  const open = openNodes(spans);
  const bySpanId = new Map<string, OpenNode>();
  for (const node of open)
    if (!bySpanId.has(node.span.spanId)) bySpanId.set(node.span.spanId, node);
  for (const node of open) {
    const parent = bySpanId.get(node.span.parentSpanId);
    if (parent !== undefined && parent !== node) node.parent = parent;
  }
  cutCycles(open);
  for (const node of open) {
    if (node.parent === null) continue;
    node.parent.children.push(node);
    const skewMs = node.parent.startMs - node.startMs;
    node.skewMs = skewMs > SKEW_TOLERANCE_MS ? skewMs : 0;
  }
  const tops = open.filter((node) => node.parent === null);
  const roots = tops.filter((node) => node.span.parentSpanId === "");
  const orphans = groupOrphans(tops.filter((node) => node.span.parentSpanId !== ""));
  const nodes = depthFirst([...roots, ...orphans.flatMap((group) => group.nodes)]);
  countDescendants(nodes);
  return {
    roots,
    orphans,
    nodes,
    byKey: new Map(nodes.map((node) => [node.key, node])),
    skewedCount: nodes.filter((node) => node.skewMs > 0).length,
    startMs: nodes.reduce((min, node) => Math.min(min, node.startMs), nodes[0]?.startMs ?? 0),
    endMs: nodes.reduce((max, node) => Math.max(max, node.endMs), 0),
  };
}

function openNodes(spans: readonly Span[]): OpenNode[] {
  const seen = new Map<string, number>();
  const open = spans.map((span): OpenNode => {
    const times = (seen.get(span.spanId) ?? 0) + 1;
    seen.set(span.spanId, times);
    return {
      key: times === 1 ? span.spanId : `${span.spanId}#${times}`,
      span,
      parent: null,
      children: [],
      startMs: span.offsetMs,
      endMs: span.offsetMs + span.durationMs,
      skewMs: 0,
      descendants: 0,
    };
  });
  // Longer first at the same start, so that an enclosing span stands above.
  return open.sort((a, b) => a.startMs - b.startMs || b.endMs - a.endMs);
}

/** `open` is in order of start, so the earliest span of a cycle is met first and cut loose. */
function cutCycles(open: readonly OpenNode[]): void {
  const settled = new Set<OpenNode>();
  for (const node of open) {
    const path = new Set<OpenNode>();
    let current: OpenNode | null = node;
    while (current !== null && !settled.has(current) && !path.has(current)) {
      path.add(current);
      current = current.parent;
    }
    if (current !== null && path.has(current)) earliestOfCycle(current).parent = null;
    for (const one of path) settled.add(one);
  }
}

function earliestOfCycle(member: OpenNode): OpenNode {
  let earliest = member;
  for (let one = member.parent; one !== null && one !== member; one = one.parent) {
    if (one.startMs < earliest.startMs) earliest = one;
  }
  return earliest;
}

function groupOrphans(
  nodes: readonly OpenNode[],
): (OrphanGroup & { readonly nodes: readonly OpenNode[] })[] {
  const groups = new Map<string, OpenNode[]>();
  for (const node of nodes) {
    const id = node.span.parentSpanId;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [node]);
    else group.push(node);
  }
  return [...groups].map(([id, group]) => ({
    key: `missing:${id}`,
    parentSpanId: id,
    nodes: group,
  }));
}

function depthFirst(tops: readonly OpenNode[]): OpenNode[] {
  const ordered: OpenNode[] = [];
  const stack = [...tops].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    ordered.push(node);
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child !== undefined) stack.push(child);
    }
  }
  return ordered;
}

function countDescendants(nodes: readonly OpenNode[]): void {
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const node = nodes[index];
    if (node?.parent != null) node.parent.descendants += node.descendants + 1;
  }
}

/** The span that stands for the trace: the earliest root, else the earliest orphan. */
export function mainSpan(tree: SpanTree): SpanNode | undefined {
  return (
    tree.roots[0] ??
    tree.nodes.reduce<SpanNode | undefined>(
      (first, node) => (first === undefined || node.startMs < first.startMs ? node : first),
      undefined,
    )
  );
}
