/** A unit a limit can be typed in, and how many of the resource's own unit it is. */
export interface LimitUnit {
  readonly label: string;
  readonly factor: number;
}

const BYTES: readonly LimitUnit[] = [
  { label: "MiB", factor: 1024 ** 2 },
  { label: "GiB", factor: 1024 ** 3 },
];

/** Units that a limit of a resource can be typed in, the first one is offered. */
export function limitUnits(unit: string): readonly LimitUnit[] {
  if (unit === "By") return BYTES;
  return [{ label: unit === "1" ? "" : unit.replace(/[{}]/g, ""), factor: 1 }];
}

/** The limit in the resource's unit; null where the text is not a number above zero. */
export function readLimit(text: string, unit: LimitUnit): number | null {
  const value = Number(text.trim().replace(",", "."));
  return text.trim() !== "" && Number.isFinite(value) && value > 0 ? value * unit.factor : null;
}
