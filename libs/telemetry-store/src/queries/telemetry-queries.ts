import type { QueryRunner } from "../driver/query-runner.ts";
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
export interface TelemetryQueries {
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
  readonly signalWindows: ArgumentsAfterNow<typeof readSignalWindows>;
  readonly recentArrival: ArgumentsAfterRunner<typeof readRecentArrival>;
  readonly storageSizes: ArgumentsAfterRunner<typeof readStorageSizes>;
  readonly ping: ArgumentsAfterRunner<typeof pingStore>;
}

/** Binds every query to a runner; `now` (ms) decides which roll-ups are still kept. */
export function createTelemetryQueries(runner: QueryRunner, now: () => number): TelemetryQueries {
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
    signalWindows: (args) => readSignalWindows(runner, now(), args),
    recentArrival: () => readRecentArrival(runner),
    storageSizes: () => readStorageSizes(runner),
    ping: () => pingStore(runner),
  };
}
