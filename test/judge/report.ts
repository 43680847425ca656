/** One figure beside what is known of others, and the least it must reach. */
export interface Figure {
  readonly set: string;
  readonly what: string;
  readonly ours: number;
  readonly digits: number;
  /** Inclusive limits that a release must keep; undefined: for information. */
  readonly least?: number;
  readonly most?: number;
  readonly baselines: string;
}

/** Whether a figure keeps its limits. */
export function isKept({ ours, least, most }: Figure): boolean {
  return ours >= (least ?? -Infinity) && ours <= (most ?? Infinity);
}

function describeLimit({ least, most, digits }: Figure): string {
  if (least !== undefined && most !== undefined)
    return `${least.toFixed(digits)} to ${most.toFixed(digits)}`;
  if (least !== undefined) return `> ${least.toFixed(digits)}`;
  return most === undefined ? "" : `< ${most.toFixed(digits)}`;
}

/** Returns the table of figures as text. */
export function drawTable(figures: readonly Figure[]): string {
  const header = [
    "set",
    "figure",
    "ours",
    "required",
    "",
    "others (published, or cheap baselines)",
  ];
  const rows = figures.map((figure) => {
    const limit = describeLimit(figure);
    return [
      figure.set,
      figure.what,
      figure.ours.toFixed(figure.digits),
      limit,
      limit === "" ? "" : isKept(figure) ? "ok" : "MISSED",
      figure.baselines,
    ];
  });
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [header, widths.map((width) => "-".repeat(width)), ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
