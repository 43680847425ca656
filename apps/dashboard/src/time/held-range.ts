"use client";
import { useRef } from "react";
import { useTimeRange, type TimeRange } from "./time-range";

/**
 * The page's time range that stands still while `hold` is true, so that a list whose next pages were
 * loaded is not thrown away by the live refresh. Another range lets go at once.
 */
export function useHeldRange(hold: boolean): Pick<TimeRange, "from" | "to" | "fromMs" | "toMs"> {
  const range = useTimeRange();
  const held = useRef(range);
  const other =
    held.current.spec.from !== range.spec.from || held.current.spec.to !== range.spec.to;
  if (!hold || other) held.current = range;
  return held.current;
}
