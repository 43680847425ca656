export { aliasGroups, canonicalName, canonicalNames, namesOf } from "./lookup.ts";
export type { Instrument, MetricShape } from "./metric-shapes.ts";
export { metricShapes } from "./metric-shapes.ts";
export { listPrometheusBases, listPrometheusNames, toPrometheusBase } from "./prometheus.ts";
export type {
  AliasGroup,
  AttributeValues,
  CanonicalName,
  NameAlias,
  NameForm,
  NameGeneration,
} from "./types.ts";
