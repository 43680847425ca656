/** History at even steps and the lengths of its seasons in steps (0 = no such season). */
export interface History {
  readonly values: readonly number[];
  readonly day: number;
  readonly week: number;
}
