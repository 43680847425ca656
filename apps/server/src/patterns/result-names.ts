/** Metrics that results are recorded as, one gauge each. */
export const metricNames = {
  /** Health of a pattern, 0 to 100. */
  score: "headroom.pattern.score",
  /** Value of an indicator in its own unit. */
  indicator: "headroom.pattern.indicator",
  /** What is used of a resource, in the unit of the resource. */
  used: "headroom.resource.used",
  /** The limit of a resource, in its unit. */
  limit: "headroom.resource.limit",
  /** What is left of the limit at the forecast peak, per cent. */
  headroom: "headroom.resource.headroom",
} as const;

/** Attributes of recorded results. */
export const attributes = {
  pattern: "headroom.pattern.id",
  subject: "headroom.pattern.subject",
  indicator: "headroom.indicator.id",
  resource: "headroom.resource",
} as const;

/** Name of the instrumentation scope of recorded results. */
export const scopeName = "headroom";
