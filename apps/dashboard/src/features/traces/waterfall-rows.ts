import type { OrphanGroup, SpanNode, SpanTree } from "./span-tree";

/** One line of the waterfall: a span, or the marker of a parent that is not there. */
export type WaterfallRow =
  | {
      readonly kind: "span";
      readonly key: string;
      readonly depth: number;
      readonly node: SpanNode;
      readonly expandable: boolean;
      readonly expanded: boolean;
    }
  | {
      readonly kind: "missing";
      readonly key: string;
      readonly depth: 0;
      readonly group: OrphanGroup;
      readonly expandable: true;
      readonly expanded: boolean;
    };

/** The lines that are shown: depth-first, without what lies below a collapsed key. */
export function listRows(tree: SpanTree, collapsed: ReadonlySet<string>): WaterfallRow[] {
  const rows: WaterfallRow[] = [];
  pushSpans(rows, tree.roots, 0, collapsed);
  for (const group of tree.orphans) {
    const expanded = !collapsed.has(group.key);
    rows.push({ kind: "missing", key: group.key, depth: 0, group, expandable: true, expanded });
    if (expanded) pushSpans(rows, group.nodes, 1, collapsed);
  }
  return rows;
}

function pushSpans(
  rows: WaterfallRow[],
  tops: readonly SpanNode[],
  topDepth: number,
  collapsed: ReadonlySet<string>,
): void {
  const stack = tops.map((node) => ({ node, depth: topDepth })).reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, depth } = next;
    const expandable = node.children.length > 0;
    const expanded = expandable && !collapsed.has(node.key);
    rows.push({ kind: "span", key: node.key, depth, node, expandable, expanded });
    if (!expanded) continue;
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child !== undefined) stack.push({ node: child, depth: depth + 1 });
    }
  }
}

/** The collapsed keys without those that hide `key`; the same set where none does. */
export function revealKey(
  tree: SpanTree,
  collapsed: ReadonlySet<string>,
  key: string,
): ReadonlySet<string> {
  const node = tree.byKey.get(key);
  if (node === undefined) return collapsed;
  const hiding: string[] = [];
  let top = node;
  for (let one = node.parent; one !== null; one = one.parent) {
    hiding.push(one.key);
    top = one;
  }
  if (top.span.parentSpanId !== "") hiding.push(`missing:${top.span.parentSpanId}`);
  const closed = hiding.filter((one) => collapsed.has(one));
  if (closed.length === 0) return collapsed;
  const open = new Set(collapsed);
  for (const one of closed) open.delete(one);
  return open;
}

/** Every key that can be collapsed, but for the outermost spans; folds a trace to an overview. */
export function listInnerKeys(tree: SpanTree): Set<string> {
  return new Set(
    tree.nodes
      .filter((node) => node.parent !== null && node.children.length > 0)
      .map((node) => node.key),
  );
}

/** What a key press does: which line is current then, and what folds or unfolds. */
export interface KeyStep {
  readonly key: string;
  readonly collapse?: string;
  readonly expand?: string;
}

/**
 * Moves through the tree as the ARIA tree pattern says: up, down, Home and End by line; right
 * unfolds, then goes to the first child; left folds, then goes to the parent. Null: nothing to do.
 */
export function stepByKey(
  rows: readonly WaterfallRow[],
  current: string | null,
  pressed: string,
): KeyStep | null {
  const index = rows.findIndex((row) => row.key === current);
  const row = rows[index];
  const to = (place: number): KeyStep | null => {
    const target = rows[Math.max(0, Math.min(rows.length - 1, place))];
    return target === undefined || target.key === current ? null : { key: target.key };
  };
  if (pressed === "ArrowDown") return to(index + 1);
  if (pressed === "ArrowUp") return to(index - 1);
  if (pressed === "PageDown") return to(index + 10);
  if (pressed === "PageUp") return to(index - 10);
  if (pressed === "Home") return to(0);
  if (pressed === "End") return to(rows.length - 1);
  if (row === undefined) return null;
  if (pressed === "ArrowRight" && row.expandable) {
    return row.expanded ? to(index + 1) : { key: row.key, expand: row.key };
  }
  if (pressed === "ArrowLeft") {
    if (row.expanded) return { key: row.key, collapse: row.key };
    const above = rows.slice(0, index).findLastIndex((other) => other.depth < row.depth);
    return above < 0 ? null : to(above);
  }
  return null;
}
