export type { Explained, NamedSeries } from "./explained.ts";
export { rankCorrelations } from "./correlation/rank-correlations.ts";
export type {
  Correlation,
  CorrelationKind,
  CorrelationOptions,
  Guard,
  GuardCode,
} from "./correlation/types.ts";
export { rankAttributes } from "./correlation/rank-attributes.ts";
export type {
  AttributeCell,
  AttributeExplanation,
  AttributeMeasure,
  AttributeOptions,
  AttributeRanking,
  AttributeRow,
  GroupTotals,
} from "./correlation/attribute-types.ts";
export { describeTrend } from "./trend/describe-trend.ts";
export type {
  Figure,
  SeasonDescription,
  Slope,
  Trend,
  TrendOptions,
} from "./trend/describe-trend.ts";
export type { ChangePoint, Sureness } from "./trend/find-changes.ts";
export type { HourOfWeek, WeekComparison } from "./trend/compare-weeks.ts";
export { compareReleases } from "./trend/compare-releases.ts";
export type {
  ReleaseComparison,
  ReleaseDifference,
  ReleaseFigures,
  VersionSeries,
} from "./trend/compare-releases.ts";
export type { SeasonProfile } from "./series/season.ts";
export type { Interval } from "./statistics/rank-sum.ts";
export { measureDegradation } from "./suspects/measure-degradation.ts";
export { rankSuspects } from "./suspects/rank-suspects.ts";
export type {
  CallEdge,
  Confidence,
  Degradation,
  DegradationSignal,
  ErrorSpanRow,
  Evidence,
  EvidenceKind,
  IncidentFacts,
  Suspect,
  VersionSighting,
} from "./suspects/types.ts";
