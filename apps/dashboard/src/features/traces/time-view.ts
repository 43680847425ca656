/** A stretch of time; milliseconds since the trace's first span began. */
export interface TimeSegment {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A place on the time axis in percent of its width. */
export interface Placed {
  readonly left: number;
  readonly width: number;
}

/** A bar that would be cut to nothing is at least this wide, in percent. */
const MIN_WIDTH = 0.15;

/** Where a segment lies in the view; null where it is outside. */
export function placeSegment(segment: TimeSegment, view: TimeSegment): Placed | null {
  const lengthMs = view.toMs - view.fromMs;
  if (lengthMs <= 0) return { left: 0, width: 100 };
  if (segment.toMs < view.fromMs || segment.fromMs > view.toMs) return null;
  const percent = (ms: number) => ((ms - view.fromMs) / lengthMs) * 100;
  const left = Math.max(0, percent(segment.fromMs));
  const right = Math.min(100, percent(segment.toMs));
  const width = Math.max(MIN_WIDTH, right - left);
  return { left: Math.min(left, 100 - MIN_WIDTH), width };
}

/**
 * Places segments, which are in order, as few bars: what lies closer together than can be seen
 * becomes one, so that a span with thousands of children still draws quickly.
 */
export function placeSegments(segments: readonly TimeSegment[], view: TimeSegment): Placed[] {
  const placed: Placed[] = [];
  for (const segment of segments) {
    const next = placeSegment(segment, view);
    if (next === null) continue;
    const last = placed.at(-1);
    if (last !== undefined && next.left <= last.left + last.width + MIN_WIDTH) {
      const right = Math.max(last.left + last.width, next.left + next.width);
      placed[placed.length - 1] = { left: last.left, width: right - last.left };
    } else {
      placed.push(next);
    }
  }
  return placed;
}

/** The view after a drag from one share of the axis to another, 0–1; null for a mere click. */
export function zoomView(view: TimeSegment, from: number, to: number): TimeSegment | null {
  const [low, high] = from < to ? [from, to] : [to, from];
  if (high - low < 0.005) return null;
  const lengthMs = view.toMs - view.fromMs;
  return {
    fromMs: view.fromMs + Math.max(0, low) * lengthMs,
    toMs: view.fromMs + Math.min(1, high) * lengthMs,
  };
}

/** A view for the URL, `from-to` in milliseconds with at most three decimals. */
export function formatView(view: TimeSegment): string {
  return `${Number(view.fromMs.toFixed(3))}-${Number(view.toMs.toFixed(3))}`;
}

/** Reads such a view, cut to the trace; null where it is none. */
export function parseView(text: string, trace: TimeSegment): TimeSegment | null {
  const match = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text);
  if (match === null) return null;
  const fromMs = Math.max(trace.fromMs, Number(match[1]));
  const toMs = Math.min(trace.toMs, Number(match[2]));
  return toMs > fromMs ? { fromMs, toMs } : null;
}
