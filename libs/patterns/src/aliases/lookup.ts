import * as conventions from "@opentelemetry/semantic-conventions/incubating";
import { patterns } from "../catalogue/index.ts";
import { hostAliases } from "./host-aliases.ts";
import { kubernetesAliases } from "./kubernetes-aliases.ts";
import { metricShapes } from "./metric-shapes.ts";
import type { MetricShape } from "./metric-shapes.ts";
import { poolAliases } from "./pool-aliases.ts";
import { readPrometheusName, listPrometheusNames, toPrometheusBase } from "./prometheus.ts";
import { requestAliases } from "./request-aliases.ts";
import type { AliasGroup, AttributeValues, CanonicalName, NameAlias } from "./types.ts";

/** Every logical series and attribute that has more than one name. */
export const aliasGroups: readonly AliasGroup[] = [
  ...kubernetesAliases,
  ...poolAliases,
  ...requestAliases,
  ...hostAliases,
];

const groupsByCanonical = new Map(aliasGroups.map((group) => [group.canonical, group]));

function listConventionalNames(): string[] {
  return Object.entries(conventions).flatMap(([key, value]) =>
    typeof value === "string" && /^(METRIC|ATTR)_/.test(key) ? [value] : [],
  );
}

function listCollectorNames(): string[] {
  return patterns
    .flatMap(({ evidence }) => evidence)
    .filter(({ kind, source }) => kind === "metric" && source.startsWith("collector"))
    .flatMap(({ names }) => names)
    .filter((name) => name.includes(".") && !name.includes("<"));
}

/** What each name stands for; several entries where only attributes tell them apart. */
function indexNames(): Map<string, readonly CanonicalName[]> {
  const index = new Map<string, CanonicalName[]>();
  const add = (name: string, entry: CanonicalName) => {
    index.set(name, [...(index.get(name) ?? []), entry]);
  };
  for (const { canonical, aliases } of aliasGroups) {
    add(canonical, { canonical, generation: "current" });
    for (const { name, ...parts } of aliases) add(name, { canonical, ...parts });
  }
  for (const name of new Set(listConventionalNames())) {
    if (!index.has(name)) add(name, { canonical: name, generation: "current" });
  }
  for (const name of new Set(listCollectorNames())) {
    if (!index.has(name)) add(name, { canonical: name, generation: "collector" });
  }
  return index;
}

const namesIndex = indexNames();
const dottedByBase = new Map<string, string>();
for (const name of namesIndex.keys()) {
  const base = toPrometheusBase(name);
  if (base !== name && !dottedByBase.has(base)) dottedByBase.set(base, name);
}

const secondsByUnit: Readonly<Record<string, number>> = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 };

/** An entry found by a Prometheus form; a unit that the form states replaces that of the name. */
function adaptEntry(entry: CanonicalName, statedUnit: string | undefined): CanonicalName {
  const adapted: CanonicalName = { ...entry, generation: "prometheus" };
  const canonicalUnit =
    groupsByCanonical.get(entry.canonical)?.shape?.unit ?? metricShapes.get(entry.canonical)?.unit;
  const seconds = statedUnit === undefined ? undefined : secondsByUnit[statedUnit];
  if (seconds === undefined || canonicalUnit !== "s") return adapted;
  const { unitScale: _, ...unscaled } = adapted;
  return seconds === 1 ? unscaled : { ...unscaled, unitScale: seconds };
}

function findEntries(name: string): readonly CanonicalName[] {
  const direct = namesIndex.get(name);
  if (direct !== undefined) return direct;
  for (const { base, unit } of readPrometheusName(name)) {
    const dotted = dottedByBase.get(base);
    const entries = dotted === undefined ? undefined : namesIndex.get(dotted);
    if (entries !== undefined) return entries.map((entry) => adaptEntry(entry, unit));
  }
  return [];
}

/**
 * Everything a name of a metric or an attribute may stand for; empty for an unknown name. More
 * than one entry means that the attributes in `where` tell them apart.
 */
export function canonicalNames(name: string): readonly CanonicalName[] {
  return findEntries(name);
}

function holds(where: AttributeValues | undefined, attributes: AttributeValues): boolean {
  return Object.entries(where ?? {}).every(([key, value]) => attributes[key] === value);
}

/**
 * What a name of a metric or an attribute stands for: the current conventional name, the generation
 * of the name given, and how its values become the canonical ones. Accepts current and earlier
 * conventional names, those of the collector and of exporters, and Prometheus forms with and
 * without suffixes. A name without another is its own canonical name. Undefined for an unknown
 * name.
 *
 * With the attributes of a point, an entry is chosen whose `where` holds, and none if none does;
 * without, the first one. Values are scaled by what the name usually carries: a unit stated by the
 * metric itself takes precedence. Labels such as `code` or `pool` and names such as `calls` are
 * ordinary words, so they mean this only beside other evidence.
 */
export function canonicalName(
  name: string,
  attributes?: AttributeValues,
): CanonicalName | undefined {
  const entries = findEntries(name);
  if (attributes === undefined) return entries[0];
  return entries.find(({ where }) => holds(where, attributes));
}

/** Shape of an alias: that of its group, in the unit that its scale tells. */
function findShape({ shape }: AliasGroup, alias: NameAlias | undefined): MetricShape {
  const known = shape ?? { unit: "", instrument: "gauge" as const };
  const scaled = Object.entries(secondsByUnit).find(([, seconds]) => seconds === alias?.unitScale);
  return scaled === undefined ? known : { ...known, unit: scaled[0] };
}

function listNames(group: AliasGroup): string[] {
  const all = [undefined, ...group.aliases].flatMap((alias) => {
    const name = alias?.name ?? group.canonical;
    if (!name.includes(".")) return [name];
    if (group.kind === "attribute") return [name, toPrometheusBase(name)];
    return [name, ...listPrometheusNames(name, findShape(group, alias))];
  });
  return [...new Set(all)];
}

/**
 * Every name under which the series or attribute may arrive, the canonical one first: earlier
 * conventional names, those of the collector and of exporters, and the Prometheus forms of all of
 * them. A conventional name without another has itself and its Prometheus forms, those with
 * suffixes only where its unit is known. Empty for a name that is not canonical.
 */
export function namesOf(canonical: string): readonly string[] {
  const group = groupsByCanonical.get(canonical);
  if (group !== undefined) return listNames(group);
  if (namesIndex.get(canonical)?.[0]?.canonical !== canonical) return [];
  const shape = metricShapes.get(canonical);
  const forms =
    shape === undefined ? [toPrometheusBase(canonical)] : listPrometheusNames(canonical, shape);
  return [...new Set([canonical, ...forms])];
}
