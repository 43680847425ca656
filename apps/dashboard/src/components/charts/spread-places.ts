/**
 * Moves labels that would lie over one another apart: returns a centre for each wanted one, in the
 * same order, `sizePx` from its neighbours at least and with the whole label between `fromPx` and
 * `toPx` as long as there is room.
 */
export function spreadPlaces(
  wanted: readonly number[],
  sizePx: number,
  fromPx: number,
  toPx: number,
): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const places = [...wanted];
  let lowest = fromPx + sizePx / 2;
  for (const index of order) {
    places[index] = Math.max(lowest, wanted[index] ?? 0);
    lowest = (places[index] ?? 0) + sizePx;
  }
  let highest = toPx - sizePx / 2;
  for (const index of order.toReversed()) {
    places[index] = Math.min(highest, places[index] ?? 0);
    highest = (places[index] ?? 0) - sizePx;
  }
  return places;
}
