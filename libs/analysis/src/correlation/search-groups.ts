import type { AttributeCell, AttributeOptions, AttributeRow } from "./attribute-types.ts";
import { addGroups, judgeGroup, type GroupPair } from "./scan-groups.ts";

/** Groups kept for being joined with a further attribute. */
const beam = 8;
/** Evidence that each further condition costs: a combination must be clearly better than its parts. */
const costOfCondition = 0.2;
/** Stands for a missing attribute, and for the values beyond the most important. */
export const notSet = "(not set)";
export const other = "(other)";

type Condition = AttributeCell["conditions"][number];

/** Rows whose attributes are numbers: one per condition. */
export interface CodedRows {
  readonly conditions: readonly Condition[];
  /** Per row the conditions it meets. */
  readonly rows: readonly { readonly codes: readonly number[]; readonly pair: GroupPair }[];
  /** Values per key that were folded into “(other)”. */
  readonly others: ReadonlyMap<string, number>;
  /** Single values before folding: that many were tried. */
  readonly tries: number;
}

const none: GroupPair = { baseline: { count: 0, sum: 0 }, window: { count: 0, sum: 0 } };

/** Returns the sum over rows. */
export function sumRows(rows: readonly { readonly pair: GroupPair }[]): GroupPair {
  return rows.reduce((sum, { pair }) => addGroups(sum, pair), none);
}

/**
 * Returns rows with the `mostValues` values of each key that have the most evidence (then the
 * most requests); others are folded into “(other)”, missing ones are “(not set)”.
 */
export function codeRows(
  rows: readonly AttributeRow[],
  whole: GroupPair,
  options: AttributeOptions,
): CodedRows {
  const isSingle = options.totals !== undefined;
  const keys = [...new Set(rows.flatMap(({ attributes }) => Object.keys(attributes)))].toSorted();
  const cells = new Map<string, { condition: Condition; pair: GroupPair }>();
  const read = (row: AttributeRow): Condition[] =>
    keys
      .filter((key) => !isSingle || Object.hasOwn(row.attributes, key))
      .map((key) => ({ key, value: row.attributes[key] ?? notSet }));
  for (const row of rows)
    for (const condition of read(row)) {
      const name = nameOf(condition);
      const pair = addGroups(cells.get(name)?.pair ?? none, row);
      cells.set(name, { condition, pair });
    }
  const kept = new Map<string, number>();
  const conditions: Condition[] = [];
  const others = new Map<string, number>();
  const keep = (condition: Condition): number => conditions.push(condition) - 1;
  for (const key of keys) {
    const values = [...cells.values()]
      .filter(({ condition }) => condition.key === key)
      .map((cell) => ({ ...cell, ...judgeGroup([], cell.pair, whole, options, 1) }))
      .toSorted(
        (a, b) =>
          b.evidence - a.evidence ||
          b.window.count - a.window.count ||
          (a.condition.value < b.condition.value ? -1 : 1),
      );
    const most = options.mostValues ?? 20;
    for (const { condition } of values.slice(0, most)) kept.set(nameOf(condition), keep(condition));
    if (values.length <= most) continue;
    others.set(key, values.length - most);
    const rest = keep({ key, value: other });
    for (const { condition } of values.slice(most)) kept.set(nameOf(condition), rest);
  }
  return {
    conditions,
    rows: rows.map((row) => ({
      codes: read(row).map((condition) => kept.get(nameOf(condition)) ?? -1),
      pair: { baseline: row.baseline, window: row.window },
    })),
    others,
    tries: cells.size,
  };
}

const nameOf = ({ key, value }: Condition): string => `${key}\u0000${value}`;

/**
 * Returns the groups of one to `mostAttributes` conditions, strongest evidence first: all single
 * values, then the best eight joined with each further value, and so on (a beam search, so that the
 * work grows with the rows and not with the combinations). Each condition beyond the first costs a
 * fifth of the evidence. “(other)” is no explanation.
 */
export function searchGroups(
  coded: CodedRows,
  rows: CodedRows["rows"],
  whole: GroupPair,
  options: AttributeOptions,
): AttributeCell[] {
  const depth = Math.max(1, Math.min(3, options.mostAttributes ?? 2));
  const found: { codes: readonly number[]; cell: AttributeCell }[] = [];
  let parents: typeof found = [{ codes: [], cell: judgeGroup([], none, whole, options, 1) }];
  let tries = coded.tries;
  for (let level = 1; level <= depth; level++) {
    const children = new Map<string, { codes: readonly number[]; pair: GroupPair }>();
    for (const { codes } of parents)
      for (const row of rows) {
        if (!codes.every((code) => row.codes.includes(code))) continue;
        for (const code of row.codes) {
          if (codes.includes(code) || coded.conditions[code]?.value === other) continue;
          const joined = [...codes, code].toSorted((a, b) => a - b);
          const name = `${joined.join()}<${codes.join()}`;
          const pair = addGroups(children.get(name)?.pair ?? none, row.pair);
          children.set(name, { codes: joined, pair });
        }
      }
    if (level > 1) tries += children.size;
    const next = new Map<string, (typeof found)[number]>();
    for (const { codes, pair } of children.values()) {
      const conditions = codes.flatMap((code) => coded.conditions[code] ?? []);
      const cell = judgeGroup(conditions, pair, whole, options, tries);
      if (cell.evidence > 0) next.set(codes.join(), { codes, cell });
    }
    parents = [...next.values()].toSorted((a, b) => compareCells(a.cell, b.cell)).slice(0, beam);
    found.push(...next.values());
  }
  return found.map(({ cell }) => cell).toSorted(compareCells);
}

/** Returns every single value, “(other)” and “(not set)” among them, most contribution first. */
export function judgeSingles(
  { conditions, rows, tries }: CodedRows,
  whole: GroupPair,
  options: AttributeOptions,
): AttributeCell[] {
  const pairs = conditions.map(() => none);
  for (const { codes, pair } of rows)
    for (const code of codes) pairs[code] = addGroups(pairs[code] ?? none, pair);
  return conditions
    .map((condition, code) => judgeGroup([condition], pairs[code] ?? none, whole, options, tries))
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || compareCells(a, b));
}

const worthOf = ({ evidence, conditions }: AttributeCell): number =>
  evidence * (1 - costOfCondition * (conditions.length - 1));

/** Orders groups: strongest evidence after the cost of conditions, then fewest conditions, then name. */
function compareCells(a: AttributeCell, b: AttributeCell): number {
  const name = (cell: AttributeCell): string => cell.conditions.map(nameOf).join("\u0001");
  return (
    worthOf(b) - worthOf(a) ||
    a.conditions.length - b.conditions.length ||
    (name(a) < name(b) ? -1 : 1)
  );
}
