"use client";
import { useEffect, useState } from "react";
import { dragRange } from "@/time/range";

interface Drag {
  readonly startMs: number;
  readonly endMs: number;
}

/** Reads a drag across a chart: the marked range while dragging, and handlers for the chart. */
export function useDragZoom(onZoom: ((fromMs: number, toMs: number) => void) | null) {
  const [drag, setDrag] = useState<Drag | null>(null);

  useEffect(() => {
    if (drag === null) return;
    const cancel = (event: KeyboardEvent) => {
      if (event.key === "Escape") setDrag(null);
    };
    const end = () => setDrag(null);
    window.addEventListener("keydown", cancel);
    window.addEventListener("mouseup", end);
    return () => {
      window.removeEventListener("keydown", cancel);
      window.removeEventListener("mouseup", end);
    };
  }, [drag]);

  return {
    drag,
    start: (label: unknown) => {
      const ms = Number(label);
      if (onZoom !== null && label !== undefined && Number.isFinite(ms)) {
        setDrag({ startMs: ms, endMs: ms });
      }
    },
    move: (label: unknown) => {
      const ms = Number(label);
      if (drag !== null && label !== undefined && Number.isFinite(ms))
        setDrag({ ...drag, endMs: ms });
    },
    end: () => {
      if (drag === null) return;
      setDrag(null);
      if (drag.startMs === drag.endMs || onZoom === null) return;
      const range = dragRange(drag.startMs, drag.endMs);
      onZoom(range.fromMs, range.toMs);
    },
  };
}
