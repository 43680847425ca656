import type { SpanNode } from "./span-tree";

/** A bar of the minimap: `lane` counts from the top, the ends are shares of the trace, 0–1. */
export interface MinimapBar {
  readonly lane: number;
  readonly service: string;
  readonly from: number;
  readonly to: number;
  readonly hasError: boolean;
}

const ERROR_BUCKETS = 200;

/**
 * Draws any number of spans in at most `lanes` lanes: neighbours in the tree share a lane, and the
 * spans of one service in a lane become one bar. Where lanes are shared, errors are bars of their
 * own on top, at most 200 a lane.
 */
export function prepareMinimap(
  nodes: readonly SpanNode[],
  totalMs: number,
  lanes: number,
): MinimapBar[] {
  const scale = totalMs > 0 ? 1 / totalMs : 0;
  const perLane = Math.max(1, nodes.length / lanes);
  const shared = perLane > 1;
  const bars = new Map<string, MinimapBar>();
  const errors = new Map<string, MinimapBar>();
  nodes.forEach((node, index) => {
    const lane = Math.min(lanes - 1, Math.floor(index / perLane));
    const { service, status } = node.span;
    const hasError = status === "error";
    const key = `${lane}/${service}`;
    const from = node.startMs * scale;
    const to = node.endMs * scale;
    const known = bars.get(key);
    bars.set(key, {
      lane,
      service,
      from: Math.min(known?.from ?? 1, from),
      to: Math.max(known?.to ?? 0, to),
      hasError: hasError && !shared,
    });
    if (hasError && shared) {
      const bucket = `${lane}/${Math.floor(from * ERROR_BUCKETS)}`;
      errors.set(bucket, { lane, service, from, to, hasError });
    }
  });
  return [...bars.values(), ...errors.values()];
}
