import type { SpanNode } from "./span-tree";

/** A bar of the minimap: `lane` counts from the top, the ends are shares of the trace, 0–1. */
export interface MinimapBar {
  readonly lane: number;
  readonly service: string;
  readonly from: number;
  readonly to: number;
  readonly hasError: boolean;
}

/**
 * Draws any number of spans in at most `lanes` lanes: neighbours in the tree share a lane, and the
 * spans of one service in a lane become one bar.
 */
export function prepareMinimap(
  nodes: readonly SpanNode[],
  totalMs: number,
  lanes: number,
): MinimapBar[] {
  const scale = totalMs > 0 ? 1 / totalMs : 0;
  const perLane = Math.max(1, nodes.length / lanes);
  const bars = new Map<string, MinimapBar>();
  nodes.forEach((node, index) => {
    const lane = Math.min(lanes - 1, Math.floor(index / perLane));
    const { service } = node.span;
    const key = `${lane}/${service}`;
    const known = bars.get(key);
    bars.set(key, {
      lane,
      service,
      from: Math.min(known?.from ?? 1, node.startMs * scale),
      to: Math.max(known?.to ?? 0, node.endMs * scale),
      hasError: (known?.hasError ?? false) || node.span.status === "error",
    });
  });
  return [...bars.values()];
}
