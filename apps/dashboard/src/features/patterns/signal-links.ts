/** One name in the text of a signal; `isMetric` is true where the explorer can show it. */
export interface SignalPart {
  readonly text: string;
  readonly isMetric: boolean;
}

/** Names that a signal's text lists (`a, b`), each marked where it is one of the known metrics. */
export function splitSignal(signal: string, metrics: ReadonlySet<string>): readonly SignalPart[] {
  if (metrics.has(signal)) return [{ text: signal, isMetric: true }];
  return signal
    .split(", ")
    .filter((text) => text !== "")
    .map((text) => ({ text, isMetric: metrics.has(text) }));
}
