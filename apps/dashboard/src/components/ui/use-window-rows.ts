"use client";
import { useEffect, useState, type RefObject } from "react";
import { visibleRows, type VisibleRows } from "./visible-rows";

// Below this many rows the whole list is in the page, so that the browser's own search finds all.
const DRAWN_WHOLE = 100;

/** Keeps track of which rows of a long list show in the window; `box` is around the list. */
export function useWindowRows(
  box: RefObject<HTMLElement | null>,
  count: number,
  rowPx: number,
): VisibleRows {
  const [rows, setRows] = useState<VisibleRows>({ first: 0, end: Math.min(count, DRAWN_WHOLE) });
  useEffect(() => {
    const measure = () => {
      const topPx = box.current?.getBoundingClientRect().top ?? 0;
      const next = visibleRows(count, rowPx, topPx, window.innerHeight, DRAWN_WHOLE);
      setRows((now) => (now.first === next.first && now.end === next.end ? now : next));
    };
    measure();
    if (count <= DRAWN_WHOLE) return;
    window.addEventListener("scroll", measure, { passive: true });
    window.addEventListener("resize", measure);
    return () => {
      window.removeEventListener("scroll", measure);
      window.removeEventListener("resize", measure);
    };
  }, [box, count, rowPx]);
  return count <= DRAWN_WHOLE
    ? { first: 0, end: count }
    : { first: rows.first, end: Math.min(rows.end, count) };
}
