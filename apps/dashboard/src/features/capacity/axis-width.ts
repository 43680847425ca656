const CHARACTER_PX = 6.3;
const MARGIN_PX = 12;
const MOST_PX = 110;

/** Width in px of a value axis with these tick labels, set in 11 px. */
export function axisWidthPx(labels: readonly string[]): number {
  const longest = Math.max(...labels.map(({ length }) => length));
  return Math.min(MOST_PX, MARGIN_PX + CHARACTER_PX * longest);
}
