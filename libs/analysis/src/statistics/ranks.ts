/** Ranks of a series and how often its values repeat. */
export interface Ranks {
  /** Rank from 1, equal values share their mean rank, NaN where the value is not finite. */
  readonly ranks: Float64Array;
  /** Number of finite values. */
  readonly count: number;
  /** Σ (t³ − t) over groups of t equal values. */
  readonly ties: number;
}

/** Returns the mid-ranks of the finite values (Kendall 1945). */
export function rankValues(values: ArrayLike<number>): Ranks {
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  const order: number[] = [];
  for (let index = 0; index < values.length; index++)
    if (Number.isFinite(values[index])) order.push(index);
  order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  let ties = 0;
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (let place = from; place < to; place++) ranks[order[place] ?? 0] = (from + to + 1) / 2;
    const group = to - from;
    ties += group ** 3 - group;
    from = to;
  }
  return { ranks, count: order.length, ties };
}
