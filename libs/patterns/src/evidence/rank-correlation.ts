function rank(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index }));
  order.sort((left, right) => left.value - right.value);
  const ranks = Array.from({ length: values.length }, () => 0);
  for (let start = 0; start < order.length;) {
    let end = start;
    while (order[end + 1]?.value === order[start]?.value && end + 1 < order.length) end += 1;
    for (let at = start; at <= end; at += 1) {
      const index = order[at]?.index;
      if (index !== undefined) ranks[index] = (start + end) / 2;
    }
    start = end + 1;
  }
  return ranks;
}

/**
 * Spearman's rank correlation from −1 to 1, ties at their mean rank. Undefined for fewer than
 * three pairs or where one side does not vary.
 */
export function correlateRanks(
  pairs: readonly { readonly left: number; readonly right: number }[],
): number | undefined {
  if (pairs.length < 3) return undefined;
  const left = rank(pairs.map((pair) => pair.left));
  const right = rank(pairs.map((pair) => pair.right));
  const mean = (pairs.length - 1) / 2;
  let product = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (const [index, value] of left.entries()) {
    const other = (right[index] ?? mean) - mean;
    product += (value - mean) * other;
    leftSquares += (value - mean) ** 2;
    rightSquares += other ** 2;
  }
  if (leftSquares === 0 || rightSquares === 0) return undefined;
  return product / Math.sqrt(leftSquares * rightSquares);
}
