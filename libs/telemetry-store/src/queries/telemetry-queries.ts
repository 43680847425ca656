import type { QueryRunner } from "../driver/query-runner.ts";
import { countLogFragments } from "./evidence/log-fragments.ts";
import { countInstances } from "./evidence/load-instances.ts";
import { listLiveServices } from "./evidence/load-live-services.ts";
import { readLoadRates } from "./evidence/load-rates.ts";
import { readSeriesEvidence } from "./evidence/metric-evidence.ts";
import { readMetricNames } from "./evidence/metric-names.ts";
import { readGaugeMeans } from "./evidence/metric-results.ts";
import { readAttributeTotals } from "./analysis/attribute-totals.ts";
import { readServiceCalls } from "./analysis/call-graph.ts";
import { readDisks } from "./disks.ts";
import type { StoreDisk } from "./disks.ts";
import { readErrorPlaces } from "./analysis/error-places.ts";
import { readErrorTotals } from "./analysis/error-totals.ts";
import { readMetricsOfServices } from "./analysis/metrics-of-services.ts";
import { readOwnTimes } from "./analysis/own-time.ts";
import { readRedOfServices } from "./analysis/red-of-services.ts";
import { readRedByVersion, readVersionsSeen } from "./analysis/versions.ts";
import { readCardinality } from "./cardinality.ts";
import { bindSpanEvidence } from "./evidence/span-evidence-queries.ts";
import type { SpanEvidenceQueries } from "./evidence/span-evidence-queries.ts";
import * as facets from "./facets.ts";
import { readLogHistogram } from "./log-histogram.ts";
import { readLogContext, readTraceLogs, searchLogs } from "./log-search.ts";
import {
  findMetric,
  readMetricAttributeKeys,
  readMetricAttributeValues,
  readMetricCatalog,
} from "./metric-catalog.ts";
import { aggregateMetric, readMetricSeries } from "./metric-series.ts";
import { aggregateRed, countLogs } from "./rule-windows.ts";
import { readRowsByService } from "./rows-by-service.ts";
import { readSignalWindows } from "./signal-windows.ts";
import * as services from "./services.ts";
import { readSpanVolume } from "./span-volume.ts";
import { pingStore, readRecentArrival, readStorageSizes } from "./storage.ts";
import { readTrace } from "./trace-detail.ts";
import { searchTraces } from "./trace-search.ts";

type ArgumentsAfterRunner<F> = F extends (runner: QueryRunner, ...rest: infer R) => infer T
  ? (...rest: R) => T
  : never;
type ArgumentsAfterNow<F> = F extends (runner: QueryRunner, nowMs: number, args: infer A) => infer T
  ? (args: A) => T
  : never;

/** Every question the store answers. All take one object and throw TelemetryStoreError. */
export interface TelemetryQueries extends SpanEvidenceQueries {
  readonly services: ArgumentsAfterNow<typeof services.readServices>;
  readonly serviceRed: ArgumentsAfterNow<typeof services.readServiceRed>;
  readonly servicesSparklines: ArgumentsAfterNow<typeof services.readServicesSparklines>;
  readonly operations: ArgumentsAfterNow<typeof services.readOperations>;
  readonly searchTraces: ArgumentsAfterRunner<typeof searchTraces>;
  readonly trace: ArgumentsAfterRunner<typeof readTrace>;
  readonly spanVolume: ArgumentsAfterRunner<typeof readSpanVolume>;
  readonly searchLogs: ArgumentsAfterRunner<typeof searchLogs>;
  readonly logHistogram: ArgumentsAfterRunner<typeof readLogHistogram>;
  readonly logContext: ArgumentsAfterRunner<typeof readLogContext>;
  readonly logsByTrace: ArgumentsAfterRunner<typeof readTraceLogs>;
  readonly resourceAttributes: ArgumentsAfterRunner<typeof facets.readResourceAttributes>;
  readonly attributeKeys: ArgumentsAfterRunner<typeof facets.readAttributeKeys>;
  readonly attributeValues: ArgumentsAfterRunner<typeof facets.readAttributeValues>;
  readonly metricCatalog: ArgumentsAfterRunner<typeof readMetricCatalog>;
  readonly findMetric: (args: {
    readonly metric: string;
    readonly service?: string | undefined;
  }) => ReturnType<typeof findMetric>;
  readonly metricAttributeValues: ArgumentsAfterRunner<typeof readMetricAttributeValues>;
  readonly metricAttributeKeys: ArgumentsAfterRunner<typeof readMetricAttributeKeys>;
  readonly metricSeries: ArgumentsAfterRunner<typeof readMetricSeries>;
  readonly aggregateMetric: ArgumentsAfterRunner<typeof aggregateMetric>;
  readonly aggregateRed: ArgumentsAfterNow<typeof aggregateRed>;
  readonly countLogs: ArgumentsAfterRunner<typeof countLogs>;
  readonly metricNames: ArgumentsAfterRunner<typeof readMetricNames>;
  readonly seriesEvidence: ArgumentsAfterRunner<typeof readSeriesEvidence>;
  readonly gaugeMeans: ArgumentsAfterRunner<typeof readGaugeMeans>;
  readonly countLogFragments: ArgumentsAfterRunner<typeof countLogFragments>;
  readonly countInstances: ArgumentsAfterRunner<typeof countInstances>;
  readonly loadRates: ArgumentsAfterRunner<typeof readLoadRates>;
  readonly liveServices: ArgumentsAfterRunner<typeof listLiveServices>;
  readonly signalWindows: ArgumentsAfterNow<typeof readSignalWindows>;
  readonly redOfServices: ArgumentsAfterNow<typeof readRedOfServices>;
  readonly metricsOfServices: ArgumentsAfterRunner<typeof readMetricsOfServices>;
  readonly serviceCalls: ArgumentsAfterRunner<typeof readServiceCalls>;
  readonly ownTimes: ArgumentsAfterRunner<typeof readOwnTimes>;
  readonly errorTotals: ArgumentsAfterNow<typeof readErrorTotals>;
  readonly errorPlaces: ArgumentsAfterRunner<typeof readErrorPlaces>;
  readonly versionsSeen: ArgumentsAfterRunner<typeof readVersionsSeen>;
  readonly redByVersion: ArgumentsAfterRunner<typeof readRedByVersion>;
  readonly attributeTotals: ArgumentsAfterRunner<typeof readAttributeTotals>;
  readonly cardinality: ArgumentsAfterNow<typeof readCardinality>;
  readonly recentArrival: ArgumentsAfterRunner<typeof readRecentArrival>;
  readonly rowsByService: ArgumentsAfterRunner<typeof readRowsByService>;
  readonly storageSizes: ArgumentsAfterRunner<typeof readStorageSizes>;
  /** The disks that hold telemetry. */
  readonly disks: () => Promise<StoreDisk[]>;
  readonly ping: ArgumentsAfterRunner<typeof pingStore>;
}

/**
 * Binds every query to a runner; `now` (ms) decides which roll-ups are still kept, `dataDirectory`
 * is where an embedded engine keeps its data.
 */
export function createTelemetryQueries(
  runner: QueryRunner,
  now: () => number,
  dataDirectory?: string,
): TelemetryQueries {
  return {
    services: (args) => services.readServices(runner, now(), args),
    serviceRed: (args) => services.readServiceRed(runner, now(), args),
    servicesSparklines: (args) => services.readServicesSparklines(runner, now(), args),
    operations: (args) => services.readOperations(runner, now(), args),
    searchTraces: (args) => searchTraces(runner, args),
    trace: (args) => readTrace(runner, args),
    spanVolume: (args) => readSpanVolume(runner, args),
    searchLogs: (args) => searchLogs(runner, args),
    logHistogram: (args) => readLogHistogram(runner, args),
    logContext: (args) => readLogContext(runner, args),
    logsByTrace: (args) => readTraceLogs(runner, args),
    resourceAttributes: (args) => facets.readResourceAttributes(runner, args),
    attributeKeys: (args) => facets.readAttributeKeys(runner, args),
    attributeValues: (args) => facets.readAttributeValues(runner, args),
    metricCatalog: (args) => readMetricCatalog(runner, args),
    findMetric: ({ metric, service }) => findMetric(runner, metric, service),
    metricAttributeValues: (args) => readMetricAttributeValues(runner, args),
    metricAttributeKeys: (args) => readMetricAttributeKeys(runner, args),
    metricSeries: (args) => readMetricSeries(runner, args),
    aggregateMetric: (args) => aggregateMetric(runner, args),
    aggregateRed: (args) => aggregateRed(runner, now(), args),
    countLogs: (args) => countLogs(runner, args),
    metricNames: (args) => readMetricNames(runner, args),
    seriesEvidence: (args) => readSeriesEvidence(runner, args),
    gaugeMeans: (args) => readGaugeMeans(runner, args),
    countLogFragments: (args) => countLogFragments(runner, args),
    countInstances: (args) => countInstances(runner, args),
    loadRates: (args) => readLoadRates(runner, args),
    liveServices: (args) => listLiveServices(runner, args),
    signalWindows: (args) => readSignalWindows(runner, now(), args),
    redOfServices: (args) => readRedOfServices(runner, now(), args),
    metricsOfServices: (args) => readMetricsOfServices(runner, args),
    serviceCalls: (args) => readServiceCalls(runner, args),
    ownTimes: (args) => readOwnTimes(runner, args),
    errorTotals: (args) => readErrorTotals(runner, now(), args),
    errorPlaces: (args) => readErrorPlaces(runner, args),
    versionsSeen: (args) => readVersionsSeen(runner, args),
    redByVersion: (args) => readRedByVersion(runner, args),
    attributeTotals: (args) => readAttributeTotals(runner, args),
    cardinality: (args) => readCardinality(runner, now(), args),
    recentArrival: (except) => readRecentArrival(runner, except),
    rowsByService: () => readRowsByService(runner),
    storageSizes: () => readStorageSizes(runner),
    disks: () => readDisks(runner, dataDirectory),
    ping: () => pingStore(runner),
    ...bindSpanEvidence(runner, now),
  };
}
