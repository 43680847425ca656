/** A round step (1, 2 or 5 times a power of ten) of about a hundredth of an axis' span. */
export function thresholdStep(spanOfAxis: number): number {
  const rough = Math.abs(spanOfAxis) / 100;
  if (!(rough > 0) || !Number.isFinite(rough)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const times = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * 0.999) ?? 10;
  return clean(times * power);
}

/** The multiple of `step` next to `value`. */
export function snapThreshold(value: number, step: number): number {
  return clean(Math.round(value / step) * step);
}

/** The next multiple of `step` above (1) or below (−1) `value`; `steps` of them for page keys. */
export function nudgeThreshold(value: number, direction: -1 | 1, step: number, steps = 1): number {
  const place = value / step;
  const next = direction === 1 ? Math.floor(place + 1e-9) + steps : Math.ceil(place - 1e-9) - steps;
  return clean(next * step);
}

function clean(value: number): number {
  return Number(value.toPrecision(12));
}
