import type { MetricShape } from "./metric-shapes.ts";

/**
 * Where a name comes from. `current`: the convention as it is. `earlier`: the convention before.
 * `collector`: receivers of the collector. `exporter`: Prometheus exporters and libraries.
 * `prometheus`: one of the other names in its Prometheus form.
 */
export type NameGeneration = "current" | "earlier" | "collector" | "exporter" | "prometheus";

/** How a series becomes the canonical one, where it is not simply the same numbers. */
export type NameForm =
  /** A counter whose increase per second is the canonical value. */
  | "rate"
  /** A counter whose increase is that of the sum of the canonical histogram. */
  | "histogram-sum"
  /** One series with numbered states instead of one series per state. */
  | "numbered-states";

/** Attributes with their values. */
export type AttributeValues = Readonly<Record<string, string>>;

/**
 * Another name of a canonical series. `unitScale` is what its values are multiplied by to be in
 * the canonical unit. `where`: only its points with these attributes belong to the canonical
 * series. `as`: what these points carry in the canonical series. `form` says what else to do.
 */
export interface NameAlias {
  readonly name: string;
  readonly generation: Exclude<NameGeneration, "prometheus">;
  readonly unitScale?: number;
  readonly form?: NameForm;
  readonly where?: AttributeValues;
  readonly as?: AttributeValues;
}

/** A canonical name, what it names, its unit and instrument as a metric, and its other names. */
export interface AliasGroup {
  readonly canonical: string;
  readonly kind: "metric" | "attribute";
  readonly shape?: MetricShape;
  readonly aliases: readonly NameAlias[];
}

/** What a name stands for; the parts are those of `NameAlias`. */
export interface CanonicalName {
  readonly canonical: string;
  readonly generation: NameGeneration;
  readonly unitScale?: number;
  readonly form?: NameForm;
  readonly where?: AttributeValues;
  readonly as?: AttributeValues;
}
