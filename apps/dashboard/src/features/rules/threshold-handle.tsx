"use client";
import { useEffect, useState, type KeyboardEvent, type PointerEvent } from "react";
import { usePlotArea, useYAxisDomain } from "recharts";
import { formatValue } from "@/format/unit";
import { nudgeThreshold, snapThreshold, thresholdStep } from "./threshold-steps";

/** Where the plot lies in its chart, in px, and which values it spans. */
export interface PlotScale {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly min: number;
  readonly max: number;
}

/** Inside a chart: tells where its plot lies whenever that changes. */
export function PlotScaleProbe({ onScale }: { onScale: (scale: PlotScale) => void }) {
  const area = usePlotArea();
  const domain = useYAxisDomain();
  const min = Number(domain?.[0]);
  const max = Number(domain?.[1]);
  const { x, y, width, height } = area ?? { x: 0, y: 0, width: 0, height: 0 };
  useEffect(() => {
    if (width > 0 && max > min) onScale({ left: x, top: y, width, height, min, max });
  }, [onScale, x, y, width, height, min, max]);
  return null;
}

const HIT_PX = 20;
const PAGE_STEPS = 10;

/**
 * The threshold as a line that can be dragged or moved by arrow and page keys. The new value is
 * told when the drag ends; Escape gives the drag up.
 */
export function ThresholdHandle({
  scale,
  value,
  unit,
  onChange,
}: {
  scale: PlotScale;
  value: number;
  unit: string;
  onChange: (value: number) => void;
}) {
  // The axis follows the threshold, so a drag keeps the scale it began with.
  const [drag, setDrag] = useState<{ value: number; scale: PlotScale } | null>(null);
  const used = drag?.scale ?? scale;
  const step = thresholdStep(used.max - used.min);
  const shown = drag?.value ?? value;
  const share = (shown - used.min) / (used.max - used.min);
  const centerPx = used.top + used.height * (1 - Math.min(1, Math.max(0, share)));

  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (drag === null) return;
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    const place = (event.clientY - (box?.top ?? 0) - used.top) / used.height;
    const raw = used.max - Math.min(1, Math.max(0, place)) * (used.max - used.min);
    setDrag({ ...drag, value: snapThreshold(raw, step) });
  };
  const drop = () => {
    if (drag !== null && drag.value !== value) onChange(drag.value);
    setDrag(null);
  };
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Escape") return setDrag(null);
    const direction = directions[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    const steps = event.key.startsWith("Page") || event.shiftKey ? PAGE_STEPS : 1;
    onChange(nudgeThreshold(value, direction, step, steps));
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Threshold"
      aria-orientation="vertical"
      aria-valuemin={used.min}
      aria-valuemax={used.max}
      aria-valuenow={shown}
      aria-valuetext={formatValue(shown, unit)}
      className="group absolute flex cursor-ns-resize touch-none items-center outline-none"
      style={{ left: used.left, width: used.width, top: centerPx - HIT_PX / 2, height: HIT_PX }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ value, scale });
      }}
      onPointerMove={move}
      onPointerUp={drop}
      onPointerCancel={() => setDrag(null)}
      onKeyDown={press}
    >
      <span
        className={
          drag === null
            ? "h-px w-full group-hover:bg-critical group-focus-visible:bg-critical"
            : "h-px w-full bg-critical"
        }
      />
      <span className="absolute left-2 flex h-5 items-center rounded border border-critical/60 bg-raised px-1.5 text-2xs font-medium text-critical group-focus-visible:outline-2 group-focus-visible:outline-accent">
        ↕ {formatValue(shown, unit)}
      </span>
    </div>
  );
}

const directions: Readonly<Record<string, 1 | -1>> = {
  ArrowUp: 1,
  ArrowRight: 1,
  PageUp: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageDown: -1,
};
