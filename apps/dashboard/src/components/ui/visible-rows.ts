/** Rows to draw of a long list: from `first` up to, but not with, `end`. */
export interface VisibleRows {
  readonly first: number;
  readonly end: number;
}

// Drawn beyond both edges so that a fast scroll shows no holes.
const OVERSCAN = 20;

/**
 * Which of `count` rows of `rowPx` show in a window of `viewportPx`, when the list begins `topPx`
 * below the window's upper edge (negative once scrolled past). Lists up to `allUpTo` are drawn whole.
 */
export function visibleRows(
  count: number,
  rowPx: number,
  topPx: number,
  viewportPx: number,
  allUpTo: number,
): VisibleRows {
  if (count <= allUpTo) return { first: 0, end: count };
  const first = Math.floor(-topPx / rowPx) - OVERSCAN;
  const end = Math.ceil((viewportPx - topPx) / rowPx) + OVERSCAN;
  const clampedFirst = Math.min(Math.max(0, first), count);
  return { first: clampedFirst, end: Math.min(Math.max(clampedFirst, end), count) };
}
