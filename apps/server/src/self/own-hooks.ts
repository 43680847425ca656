import type { Meter } from "@opentelemetry/api";
import type { JobHandlers, JobName } from "@headroom/jobs";
import type { OtlpSignal } from "@headroom/otlp";
import type { LoadReport, QueryReport } from "@headroom/telemetry-store";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import type { ObserveAcknowledged } from "../ingest/gate.ts";
import type { ObserveRefusal } from "../ingest/ingest-counters.ts";
import type { SlotReport } from "../rules/evaluate-rule.ts";
import type { NoticeReport } from "../worker/deliver.ts";
import { selfAttributes, selfMetrics } from "./metric-names.ts";

/** Called where something happens that Headroom measures about itself. */
export interface OwnHooks {
  readonly onQuery: (report: QueryReport) => void;
  readonly onLoad: (report: LoadReport) => void;
  readonly observeAcknowledged: ObserveAcknowledged;
  readonly observeRefusal: ObserveRefusal;
  readonly onSlot: (report: SlotReport) => void;
  readonly onNotice: (report: NoticeReport) => void;
  readonly onJob: (name: JobName, seconds: number, error: unknown) => void;
}

const MS_PER_S = 1_000;
const LATENCIES_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Sweeps and the like run every few seconds; only what they ring for is worth a measurement. */
const QUIET_JOBS: ReadonlySet<JobName> = new Set(["sweep", "patterns.discover", "housekeeping"]);

/**
 * Instruments that are written where things happen, behind functions to call there. `histograms`
 * is the meter of those that are exported more rarely.
 */
export function createOwnHooks(meter: Meter, histograms: Meter): OwnHooks {
  const histogram = ({ name, unit }: { name: string; unit: string }) =>
    histograms.createHistogram(name, { unit, advice: { explicitBucketBoundaries: LATENCIES_S } });
  const counter = ({ name, unit }: { name: string; unit: string }) =>
    meter.createCounter(name, { unit });
  const query = histogram(selfMetrics.queryDuration);
  const ingest = histogram(selfMetrics.ingestDuration);
  const load = histogram(selfMetrics.loadDuration);
  const lag = histogram(selfMetrics.ruleLag);
  const evaluation = histogram(selfMetrics.ruleDuration);
  const job = histogram(selfMetrics.jobDuration);
  const loadRows = counter(selfMetrics.loadRows);
  const loadFailures = counter(selfMetrics.loadFailures);
  const refused = counter(selfMetrics.ingestRefused);
  const ruleErrors = counter(selfMetrics.ruleErrors);
  const notices = counter(selfMetrics.notices);
  const bySignal: Readonly<Record<OtlpSignal, { readonly [key: string]: string }>> = {
    traces: { [selfAttributes.signal]: "traces" },
    metrics: { [selfAttributes.signal]: "metrics" },
    logs: { [selfAttributes.signal]: "logs" },
  };
  return {
    onQuery: ({ name, durationMs, errorCode }) =>
      query.record(durationMs / MS_PER_S, {
        [selfAttributes.query]: name,
        ...(errorCode === undefined ? {} : { [ATTR_ERROR_TYPE]: errorCode }),
      }),
    onLoad: ({ table, outcome, rows, durationMs }) => {
      const attributes = { [selfAttributes.table]: table, [selfAttributes.outcome]: outcome };
      load.record(durationMs / MS_PER_S, attributes);
      if (outcome === "loaded") loadRows.add(rows, { [selfAttributes.table]: table });
      else loadFailures.add(1, attributes);
    },
    observeAcknowledged: (signal, seconds) => ingest.record(seconds, bySignal[signal]),
    observeRefusal: (senderId, reason) =>
      refused.add(1, { [selfAttributes.reason]: reason, [selfAttributes.sender]: senderId }),
    onSlot: ({ lagMs, durationMs, isError }) => {
      lag.record(lagMs / MS_PER_S);
      evaluation.record(durationMs / MS_PER_S);
      if (isError) ruleErrors.add(1);
    },
    onNotice: ({ channel, outcome }) =>
      notices.add(1, { [selfAttributes.channel]: channel, [selfAttributes.outcome]: outcome }),
    onJob: (name, seconds, error) => {
      if (QUIET_JOBS.has(name) && error === undefined) return;
      const type = error instanceof Error ? error.name : String(error);
      job.record(seconds, {
        [selfAttributes.job]: name,
        ...(error === undefined ? {} : { [ATTR_ERROR_TYPE]: type }),
      });
    },
  };
}

/** The same handlers, each run of which is measured. */
export function measureJobs(handlers: JobHandlers, onJob: OwnHooks["onJob"]): JobHandlers {
  const measure = <Payload>(
    name: JobName,
    run: (payload: Payload) => Promise<void>,
  ): ((payload: Payload) => Promise<void>) => {
    return async (payload) => {
      const startedMs = performance.now();
      const seconds = () => (performance.now() - startedMs) / MS_PER_S;
      try {
        await run(payload);
      } catch (error) {
        onJob(name, seconds(), error);
        throw error;
      }
      onJob(name, seconds(), undefined);
    };
  };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, run]) => [
      name,
      measure(name as JobName, run as (payload: unknown) => Promise<void>),
    ]),
    // Each handler keeps its name and its payload.
  ) as unknown as JobHandlers;
}
