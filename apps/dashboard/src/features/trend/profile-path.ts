/**
 * SVG path of a profile through the middle of its slots in a box of `width` × `height`, and the
 * height of its zero line. A flat profile lies on it.
 */
export function profilePath(
  profile: readonly number[],
  width: number,
  height: number,
): { readonly line: string; readonly zeroY: number } {
  const max = Math.max(0, ...profile);
  const min = Math.min(0, ...profile);
  const span = max - min;
  const y = (value: number) =>
    round(span === 0 ? height / 2 : 1 + ((max - value) / span) * (height - 2));
  const last = Math.max(1, profile.length - 1);
  const line = profile
    .map((value, index) => `${index === 0 ? "M" : "L"}${round((index / last) * width)} ${y(value)}`)
    .join("");
  return { line: line === "" ? `M0 ${y(0)}` : line, zeroY: y(0) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
