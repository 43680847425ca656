import { sayChance, sayNumber, sayPercent, sayRatio } from "../words.ts";
import type {
  AttributeCell,
  AttributeExplanation,
  AttributeOptions,
  AttributeRanking,
  AttributeRow,
} from "./attribute-types.ts";
import { changeOf, subtractGroup, type GroupPair } from "./scan-groups.ts";
import { codeRows, judgeSingles, searchGroups, sumRows, type CodedRows } from "./search-groups.ts";

/** Groups less sure than this, or with less of the change, are not reported. */
const significance = 0.01;
const leastShare = 0.05;
/** Alternatives told with each explanation. */
const mostAlternatives = 4;

const formula =
  "Scan statistic for counts (Kulldorff 1997) of each attribute value and of combinations of the best; contribution = actual − expected at the group's own smoothed former level; the requests of an explanation are taken out before the next is sought";

/**
 * Returns which attribute values explain the change of a rate, of errors or of latency from a
 * baseline to a window. A value explains when its requests changed further than all others; when
 * all changed alike, nothing explains it. Rows may be in any order.
 */
export function rankAttributes(
  rows: readonly AttributeRow[],
  options: AttributeOptions,
): AttributeRanking {
  const whole =
    options.totals ?? sumRows(rows.map(({ baseline, window }) => ({ pair: { baseline, window } })));
  const coded = codeRows(rows, whole, options);
  const change = changeOf(whole, options);
  const explanations = explain(coded, whole, options);
  const singles = judgeSingles(coded, whole, options);
  const keys = [...new Set(coded.conditions.map(({ key }) => key))];
  return {
    change,
    explanations,
    byKey: keys.map((key) => ({
      key,
      values: singles.filter(({ conditions }) => conditions[0]?.key === key),
      others: coded.others.get(key) ?? 0,
    })),
    sentence:
      explanations[0]?.sentence ?? "No attribute value changed further than the others did.",
    formula,
    inputs: {
      rows: rows.length,
      baselineCount: whole.baseline.count,
      windowCount: whole.window.count,
      baselineMs: options.baselineMs,
      windowMs: options.windowMs,
      groupsTried: coded.tries,
    },
  };
}

function explain(
  coded: CodedRows,
  total: GroupPair,
  options: AttributeOptions,
): AttributeExplanation[] {
  const found: AttributeExplanation[] = [];
  const isSingle = options.totals !== undefined;
  const change = changeOf(total, options);
  let rows = coded.rows;
  let whole = total;
  const used = new Set<string>();
  while (found.length < (options.mostResults ?? 5)) {
    const cells = searchGroups(coded, rows, whole, {
      ...options,
      mostAttributes: isSingle ? 1 : options.mostAttributes,
    }).filter((cell) => !used.has(nameOf(cell)));
    const best = cells.find((cell) => isWorthTelling(cell, change));
    if (best === undefined) break;
    const codes = best.conditions.map(({ key, value }) =>
      coded.conditions.findIndex((c) => c.key === key && c.value === value),
    );
    const rest = rows.filter((row) => !codes.every((code) => row.codes.includes(code)));
    const same = cells.filter((cell) => cell !== best && isSameGroup(cell, best));
    for (const cell of [best, ...same]) used.add(nameOf(cell));
    found.push(finish(best, same, cells, change, options));
    // Rows of one attribute each overlap: nothing can be taken out of them.
    if (isSingle) continue;
    rows = rest;
    whole = subtractGroup(whole, best);
  }
  return found;
}

const nameOf = ({ conditions }: AttributeCell): string => JSON.stringify(conditions);

const isWorthTelling = (cell: AttributeCell, change: number): boolean =>
  cell.pValue <= significance && change !== 0 && cell.contribution / change >= leastShare;

const isSameGroup = (a: AttributeCell, b: AttributeCell): boolean =>
  a.window.count === b.window.count &&
  a.window.sum === b.window.sum &&
  a.baseline.count === b.baseline.count &&
  a.baseline.sum === b.baseline.sum;

function finish(
  best: AttributeCell,
  same: readonly AttributeCell[],
  cells: readonly AttributeCell[],
  change: number,
  options: AttributeOptions,
): AttributeExplanation {
  const share = best.contribution / change;
  return {
    ...best,
    share,
    sameAs: same.map(({ conditions }) => conditions),
    alternatives: cells
      .filter((cell) => cell !== best && !same.includes(cell) && isWorthTelling(cell, change))
      .slice(0, mostAlternatives),
    sentence: describeCell(best, share, change, options),
    formula,
    inputs: {
      baselineCount: best.baseline.count,
      baselineSum: best.baseline.sum,
      windowCount: best.window.count,
      windowSum: best.window.sum,
      expected: best.expected,
      evidence: best.evidence,
    },
  };
}

const nouns = { rate: "requests", errors: "errors", latency: "time spent" } as const;

function describeCell(
  { conditions, ratio, window, pValue }: AttributeCell,
  share: number,
  change: number,
  { measure }: AttributeOptions,
): string {
  const name = conditions.map(({ key, value }) => `${key} = ${value}`).join(" and ");
  const part = `${sayPercent(Math.min(1, share))} of the ${change > 0 ? "rise" : "fall"} in ${nouns[measure]}`;
  const reach =
    measure === "rate"
      ? ""
      : `, over ${sayNumber(window.count)} ${window.count === 1 ? "request" : "requests"}`;
  return `${name} explains ${part}: against its own former level ${sayRatio(ratio)}${reach} (by chance ${sayChance(pValue)}).`;
}
