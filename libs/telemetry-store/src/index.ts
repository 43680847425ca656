export { openTelemetryStore } from "./open-telemetry-store.ts";
export type {
  EmbeddedStoreOptions,
  ServerStoreOptions,
  TelemetryStore,
  TelemetryStoreOptions,
  TelemetryStoreState,
} from "./open-telemetry-store.ts";
export type { TelemetryBackup, TelemetryBackupRequest } from "./backup/backup-telemetry.ts";
export type { BackupPlace } from "./backup/place.ts";
export { requireEmptyServer, restoreTelemetry } from "./backup/restore-telemetry.ts";
export { lockDirectory } from "./driver/directory-lock.ts";
export { openEmbedded } from "./driver/embedded.ts";
export { openServer } from "./driver/server.ts";
export { measureFileSystem } from "./queries/disks.ts";
export { createQueryRunner } from "./driver/query-runner.ts";
export { loadSegment } from "./loader/load-segment.ts";
export { telemetrySchemaVersion } from "./migrations/all-migrations.ts";
export { runMigrations } from "./migrations/run-migrations.ts";
export type { StoreConnection } from "./driver/connection.ts";
export { TelemetryStoreError } from "./errors.ts";
export type { TelemetryStoreErrorCode } from "./errors.ts";
export type { QueryReport } from "./driver/query-runner.ts";
export type { LoaderState, LoadReport } from "./loader/loader.ts";
export type { Segment } from "./spool/segment.ts";
export type { SpoolBlock, SpoolOptions, SpoolState } from "./spool/spool.ts";
export type { TelemetryQueries } from "./queries/telemetry-queries.ts";
export type { InstanceCount } from "./queries/evidence/load-instances.ts";
export type { LoadRate } from "./queries/evidence/load-rates.ts";
export type {
  EvidenceInstrument,
  SeriesEvidence,
  SeriesEvidenceRequest,
} from "./queries/evidence/metric-evidence.ts";
export type { MetricName } from "./queries/evidence/metric-names.ts";
export type { GaugeMeans } from "./queries/evidence/metric-results.ts";
export { sliceWindow } from "./queries/evidence/span-queries.ts";
export type {
  Activity,
  ActivityStep,
  CallShape,
  CallSlot,
  ClientSpread,
  DestinationSide,
  DestinationWait,
  ErrorStep,
  NeighbourSpan,
  SampledSpan,
  ServiceActivity,
  TimeSlices,
  TraceChoice,
} from "./queries/evidence/span-queries.ts";
export type { AttributeFilter } from "./queries/attribute-filter.ts";
export type {
  AttributeSource,
  AttributeTable,
  AttributeTotals,
  PeriodTotals,
} from "./queries/analysis/attribute-totals.ts";
export type { ServiceCall, ServiceCalls } from "./queries/analysis/call-graph.ts";
export type { ErrorPlace } from "./queries/analysis/error-places.ts";
export type { ErrorTotals } from "./queries/analysis/error-totals.ts";
export type {
  MetricsOfServices,
  ServiceMetricSeries,
} from "./queries/analysis/metrics-of-services.ts";
export type { OwnTimeSeries } from "./queries/analysis/own-time.ts";
export type { RedOfServices, ServiceRedSeries } from "./queries/analysis/red-of-services.ts";
export type { VersionRed, VersionSeen, VersionsSeen } from "./queries/analysis/versions.ts";
export type { StoreDisk } from "./queries/disks.ts";
export type { Facet, FacetSelection, FacetSignal } from "./queries/facets.ts";
export type { LogHistogramPoint } from "./queries/log-histogram.ts";
export type { LogPage, LogRecord, LogSearch } from "./queries/log-search.ts";
export type { LogSelection } from "./queries/log-conditions.ts";
export type { MetricDescription, MetricType } from "./queries/metric-catalog.ts";
export type { MetricAggregation, MetricSelection } from "./queries/metric-selection.ts";
export type {
  MetricSeries,
  MetricSeriesAnswer,
  WindowAnswer,
  WindowValue,
} from "./queries/metric-series.ts";
export type { RedFigures } from "./queries/red-row.ts";
export type { RedMeasure, RedWindow } from "./queries/rule-windows.ts";
export type {
  OperationSummary,
  RedPoint,
  RedSelection,
  RedSeries,
  ServiceSparkline,
  ServiceSummary,
} from "./queries/services.ts";
export type { WindowSeries, WindowSeriesAnswer, WindowSignal } from "./queries/signal-windows.ts";
export type { WindowGrid } from "./queries/window-grid.ts";
export type { ServiceRows } from "./queries/rows-by-service.ts";
export type { SpanSelection } from "./queries/span-conditions.ts";
export type { SpanVolumePoint } from "./queries/span-volume.ts";
export type { SignalArrival, TableSize } from "./queries/storage.ts";
export type { TimeRange } from "./queries/time-range.ts";
export type { SpanDetail, SpanEvent, SpanLink, TraceDetail } from "./queries/trace-detail.ts";
export type { TracePage, TraceSearch, TraceSummary } from "./queries/trace-search.ts";
export {
  dayMs,
  listExpired,
  measurePressure,
  planUpkeep,
  startOfDay,
  sumBytes,
} from "./upkeep/plan-upkeep.ts";
export type {
  PlannedDrop,
  StorageLimits,
  StoragePressure,
  StoredPartition,
  UpkeepFacts,
  UpkeepPlan,
} from "./upkeep/plan-upkeep.ts";
export { projectGrowth } from "./upkeep/project-growth.ts";
export type { GrowthProjection } from "./upkeep/project-growth.ts";
export { defaultRetention, keepDaysOf, keptTables, retentionSignals } from "./upkeep/retention.ts";
export type { KeptTable, RetentionPolicy, RetentionSignal } from "./upkeep/retention.ts";
export type { StoreUpkeep, SystemLog } from "./upkeep/store-upkeep.ts";
