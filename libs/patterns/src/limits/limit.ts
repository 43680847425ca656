/** How urgent crossing a limit is. `info` asks for no reaction. */
export type LimitSeverity = "info" | "warning" | "critical";

/** The relation of a value to a limit that counts as crossing it. */
export type LimitComparison = "gt" | "gte" | "lt" | "lte";

/** Number of a table of published limits, see `limitTables`. */
export type LimitTableId = `T${number}`;

/**
 * Where the number of a limit comes from: a table of published limits, a widely used collection of
 * alert rules that no table covers, a requirement document, the definition of the thing measured,
 * or this project's own judgement.
 */
export type LimitSource =
  | LimitTableId
  | "rule collection"
  | "requirement document"
  | "definition"
  | "own proposal";

/** Sources of limits that are not tables. */
export const untabledLimitSources: readonly LimitSource[] = [
  "rule collection",
  "requirement document",
  "definition",
  "own proposal",
];

/**
 * One limit. `value` is in `unit` (UCUM code; `1` is a ratio between 0 and 1 unless the meaning
 * says otherwise; without a meaning it is that of the indicator it stands at). `heldMs` is how long the value must stay across the limit before it counts.
 */
export interface Limit {
  readonly source: LimitSource;
  readonly severity: LimitSeverity;
  readonly comparison: LimitComparison;
  readonly value: number;
  readonly unit: string;
  readonly meaning?: string;
  readonly heldMs?: number;
}

/** One published table of limits: its number, who published it, and its limits by name. */
export interface LimitTable {
  readonly id: LimitTableId;
  readonly publisher: string;
  readonly limits: Readonly<Record<string, Limit>>;
}

/** One minute, one hour and one day in milliseconds. */
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

type LimitParts = Omit<Limit, "source" | "severity"> & {
  readonly severity?: LimitSeverity;
  readonly meaning: string;
};

/**
 * Builds a table of limits whose entries name the table as their source. Severity is `warning`
 * where an entry gives none, because most publishers give none.
 */
export function buildTable<Name extends string>(
  id: LimitTableId,
  publisher: string,
  parts: Readonly<Record<Name, LimitParts>>,
): {
  readonly id: LimitTableId;
  readonly publisher: string;
  readonly limits: Readonly<Record<Name, Limit>>;
} {
  const limits: Partial<Record<Name, Limit>> = {};
  for (const name in parts) {
    limits[name] = { severity: "warning", ...parts[name], source: id };
  }
  return { id, publisher, limits: limits as Record<Name, Limit> };
}

const severities: readonly LimitSeverity[] = ["info", "warning", "critical"];

/** The most severe limit of a list, the last one among equals; undefined for an empty list. */
export function findStrictestLimit(limits: readonly Limit[]): Limit | undefined {
  let strictest: Limit | undefined;
  for (const limit of limits) {
    const isStricter =
      strictest === undefined ||
      severities.indexOf(limit.severity) >= severities.indexOf(strictest.severity);
    if (isStricter) strictest = limit;
  }
  return strictest;
}

/** Whether a value crosses a limit, however long it has done so. NaN crosses none. */
export function compareWithLimit(value: number, { comparison, value: limit }: Limit): boolean {
  switch (comparison) {
    case "gt":
      return value > limit;
    case "gte":
      return value >= limit;
    case "lt":
      return value < limit;
    case "lte":
      return value <= limit;
  }
}
