import type { Trace } from "@headroom/contracts";
import { findCriticalPath, indexCriticalPath } from "./critical-path";
import { assignServiceColors } from "./service-colors";
import { buildSpanTree, mainSpan, type SpanNode, type SpanTree } from "./span-tree";

/** A trace, ready to draw. */
export interface TraceModel {
  readonly tree: SpanTree;
  readonly main: SpanNode | undefined;
  readonly criticalPath: ReturnType<typeof indexCriticalPath>;
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
  return {
    tree,
    main,
    criticalPath: indexCriticalPath(main === undefined ? [] : findCriticalPath(main)),
    colors: assignServiceColors(names),
    errorCount: trace.spans.filter(({ status }) => status === "error").length,
    orphanCount: tree.orphans.reduce((sum, { nodes }) => sum + nodes.length, 0),
    maxSkewMs: tree.nodes.reduce((max, { skewMs }) => Math.max(max, skewMs), 0),
  };
}
