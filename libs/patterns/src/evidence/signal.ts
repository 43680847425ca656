/** A condition on the labels of a series: one of these keys has one of these values. */
export interface LabelCondition {
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

/**
 * A name under which a signal arrives. A name that the alias layer knows stands for all its
 * generations; any dotted name stands for its Prometheus forms too. `unitScale` brings values to
 * the unit of the signal where the metric states no unit.
 */
export interface SignalName {
  readonly name: string;
  readonly where?: LabelCondition;
  readonly unitScale?: number;
}

/** One quantity that recognisers read, by any of its names. `unit` is a UCUM code. */
export interface Signal {
  readonly id: string;
  readonly unit: string;
  readonly names: readonly SignalName[];
}

/** Builds a signal from names. */
export function signal(
  id: string,
  unit: string,
  ...names: readonly (string | SignalName)[]
): Signal {
  return { id, unit, names: names.map((name) => (typeof name === "string" ? { name } : name)) };
}

/** A name that belongs to a signal only where a label has one of these values. */
export function named(
  name: string,
  keys: string | readonly string[],
  values: string | readonly string[],
): SignalName {
  return {
    name,
    where: {
      keys: typeof keys === "string" ? [keys] : keys,
      values: typeof values === "string" ? [values] : values,
    },
  };
}
