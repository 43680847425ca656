import type { Point } from "@headroom/detection";

/** What every result carries, so that a reader can open a number and check it. */
export interface Explained {
  /** The result in words, for people; numbers in the unit of the series. */
  readonly sentence: string;
  /** How the numbers were made, with the method's name. */
  readonly formula: string;
  /** What went in: counts, times (Unix ms), durations (ms) and limits by name. */
  readonly inputs: Readonly<Record<string, number | string>>;
}

/** A series with its name. */
export interface NamedSeries {
  readonly id: string;
  readonly points: readonly Point[];
}
