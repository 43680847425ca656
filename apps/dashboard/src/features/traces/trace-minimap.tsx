"use client";
import { useMemo, useRef, useState, type PointerEvent } from "react";
import { formatDurationMs } from "@/format/unit";
import { prepareMinimap } from "./minimap";
import type { TraceModel } from "./trace-model";
import type { TraceView } from "./trace-view-state";
import { placeSegment, zoomView } from "./time-view";

const LANES = 24;
const LANE_PX = 2;

/** The whole trace in a strip; a drag across it zooms the waterfall, a double click shows all. */
export function TraceMinimap({ model, view }: { model: TraceModel; view: TraceView }) {
  const { nodes, endMs } = model.tree;
  const strip = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const bars = useMemo(() => prepareMinimap(nodes, endMs, LANES), [nodes, endMs]);
  const shareAt = (event: PointerEvent) => {
    const box = strip.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return 0;
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const shown = placeSegment(view.view, view.whole) ?? { left: 0, width: 100 };
  return (
    <div
      ref={strip}
      role="img"
      aria-label={`All ${nodes.length} spans over ${formatDurationMs(endMs)}. Drag to zoom the waterfall.`}
      title="Drag to zoom, double click to see all"
      className="relative cursor-crosshair touch-pan-y overflow-hidden rounded-sm bg-muted/50 select-none"
      style={{ height: LANES * LANE_PX }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = shareAt(event);
        setDrag({ from: at, to: at });
      }}
      onPointerMove={(event) => drag !== null && setDrag({ ...drag, to: shareAt(event) })}
      onPointerCancel={() => setDrag(null)}
      onPointerUp={() => {
        const next = drag === null ? null : zoomView(view.whole, drag.from, drag.to);
        setDrag(null);
        if (next !== null) view.setView(next);
      }}
      onDoubleClick={() => view.setView(null)}
    >
      {bars.map((bar, index) => (
        <span
          key={index}
          className="absolute"
          style={{
            top: bar.lane * LANE_PX,
            height: LANE_PX,
            left: `${bar.from * 100}%`,
            width: `max(2px, ${(bar.to - bar.from) * 100}%)`,
            background: bar.hasError ? "var(--critical)" : model.colors.get(bar.service),
          }}
        />
      ))}
      {view.zoomed && (
        <>
          <Shade left={0} width={shown.left} />
          <Shade left={shown.left + shown.width} width={100 - shown.left - shown.width} />
        </>
      )}
      {drag !== null && (
        <span
          className="absolute inset-y-0 border-x border-accent bg-accent/20"
          style={{
            left: `${Math.min(drag.from, drag.to) * 100}%`,
            width: `${Math.abs(drag.to - drag.from) * 100}%`,
          }}
        />
      )}
    </div>
  );
}

function Shade({ left, width }: { left: number; width: number }) {
  return (
    <span
      className="absolute inset-y-0 bg-background/75"
      style={{ left: `${left}%`, width: `${width}%` }}
    />
  );
}
