import { metricShapes } from "./metric-shapes.ts";
import type { Instrument } from "./metric-shapes.ts";
import type { AliasGroup, NameAlias } from "./types.ts";

type AliasParts = Omit<NameAlias, "name" | "generation">;

const build =
  (generation: NameAlias["generation"]) =>
  (name: string, parts: AliasParts = {}): NameAlias => ({ name, generation, ...parts });

/** A second current name of the same logical series. */
export const current = build("current");
/** A name of an earlier convention. */
export const earlier = build("earlier");
/** A name that a receiver of the collector emits. */
export const collector = build("collector");
/** A name that a Prometheus exporter or a library emits. */
export const exporter = build("exporter");

const buildGroup =
  (instrument: Instrument) =>
  (canonical: string, unit: string, ...aliases: readonly NameAlias[]): AliasGroup => ({
    canonical,
    kind: "metric",
    shape: metricShapes.get(canonical) ?? { unit, instrument },
    aliases,
  });

/**
 * Names of one metric. The unit is that of the canonical name, as UCUM code; unit and instrument
 * give way to the conventional ones where these are known.
 */
export const metricNames = buildGroup("gauge");
/** Names of one metric that is a counter. */
export const counterNames = buildGroup("counter");
/** Names of one metric that is a histogram. */
export const histogramNames = buildGroup("histogram");

/** Names of one attribute. */
export function attributeNames(canonical: string, ...aliases: readonly NameAlias[]): AliasGroup {
  return { canonical, kind: "attribute", aliases };
}
