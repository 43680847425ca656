import type { Trace } from "@headroom/contracts";
import { findCriticalPath, indexCriticalPath } from "./critical-path";
import { assignServiceColors } from "./service-colors";
import { buildSpanTree, mainSpan, type SpanNode, type SpanTree } from "./span-tree";

/** A span with its own time on the critical path, and the share of the path that is. */
export interface BusiestSpan {
  readonly node: SpanNode;
  readonly pathMs: number;
  readonly share: number;
}

/** A trace, ready to draw. */
export interface TraceModel {
  readonly tree: SpanTree;
  readonly main: SpanNode | undefined;
  readonly criticalPath: ReturnType<typeof indexCriticalPath>;
  /** The span that the trace waited for longest; undefined in an empty trace. */
  readonly busiest: BusiestSpan | undefined;
  readonly colors: ReadonlyMap<string, string>;
  readonly errorCount: number;
  readonly orphanCount: number;
  /** The largest distance by which a child begins before its parent; 0 where none does. */
  readonly maxSkewMs: number;
}

/** Computes all of it once per trace; about 50 ms for 10,000 spans. */
export function prepareTrace(trace: Pick<Trace, "spans" | "services">): TraceModel {
  const tree = buildSpanTree(trace.spans);
  const main = mainSpan(tree);
  const names = [...trace.services, ...trace.spans.map(({ service }) => service)];
  const criticalPath = indexCriticalPath(main === undefined ? [] : findCriticalPath(main));
  return {
    tree,
    main,
    criticalPath,
    busiest: findBusiest(tree, criticalPath),
    colors: assignServiceColors(names),
    errorCount: trace.spans.filter(({ status }) => status === "error").length,
    orphanCount: tree.orphans.reduce((sum, { nodes }) => sum + nodes.length, 0),
    maxSkewMs: tree.nodes.reduce((max, { skewMs }) => Math.max(max, skewMs), 0),
  };
}

function findBusiest(
  tree: SpanTree,
  criticalPath: TraceModel["criticalPath"],
): BusiestSpan | undefined {
  let best: { key: string; pathMs: number } | undefined;
  let allMs = 0;
  for (const [key, { totalMs }] of criticalPath) {
    allMs += totalMs;
    if (best === undefined || totalMs > best.pathMs) best = { key, pathMs: totalMs };
  }
  const node = best === undefined ? undefined : tree.byKey.get(best.key);
  if (best === undefined || node === undefined) return undefined;
  return { node, pathMs: best.pathMs, share: best.pathMs / allMs };
}
