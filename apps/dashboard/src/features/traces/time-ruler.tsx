import { valueTicks } from "@/components/charts/axis-ticks";
import { formatDurationMs } from "@/format/unit";
import { placeSegment, type TimeSegment } from "./time-view";

const TICKS = 5;

/** Times of the view along its width. */
export function TimeRuler({ view }: { view: TimeSegment }) {
  return (
    <div aria-hidden className="relative h-5 overflow-hidden text-2xs text-muted-foreground">
      {ticksOf(view).map(({ ms, left }, index) => (
        <span
          key={ms}
          className="absolute top-0 bottom-0 border-l pl-1 whitespace-nowrap"
          style={{ left: `${left}%` }}
        >
          {/* A phone has room for every second label. */}
          <span className={index % 2 === 0 ? undefined : "hidden md:inline"}>
            {formatDurationMs(ms)}
          </span>
        </span>
      ))}
    </div>
  );
}

/** Round instants of the view with their place in percent, clear of the right edge. */
export function ticksOf(view: TimeSegment): { ms: number; left: number }[] {
  const lengthMs = view.toMs - view.fromMs;
  const steps = valueTicks(0, lengthMs, "ms", TICKS);
  const stepMs = (steps[1] ?? lengthMs) - (steps[0] ?? 0);
  if (!(stepMs > 0)) return [];
  const ticks: { ms: number; left: number }[] = [];
  const first = Math.ceil(view.fromMs / stepMs - 1e-9);
  for (let index = first; ticks.length < TICKS * 3; index += 1) {
    const ms = index * stepMs;
    if (ms > view.toMs) break;
    const placed = placeSegment({ fromMs: ms, toMs: ms }, view);
    if (placed !== null && placed.left < 91) ticks.push({ ms, left: placed.left });
  }
  return ticks;
}
