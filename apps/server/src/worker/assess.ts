import type { MetadataStore } from "@headroom/metadata-store";
import type { TelemetryStore } from "@headroom/telemetry-store";
import type { Logger } from "pino";
import type { Receiver } from "../ingest/receiver.ts";
import { formatError } from "../lifecycle/format-error.ts";
import { assessService, type AssessedService } from "../patterns/assess-service.ts";
import { composePast } from "../patterns/record-past.ts";
import { composeResults } from "../patterns/record-results.ts";
import { storedForm, type StoredForecasts } from "../patterns/stored-forms.ts";

const minuteMs = 60_000;
/** Longer than the queries of an assessment may take together. */
const LEASE_MS = 3 * minuteMs;
const FORECAST_AGE_MS = 60 * minuteMs;
const LONGEST_RETRY_MS = 30 * minuteMs;
const MAX_SERVICES = 500;
/** A service that sent nothing for so long is not assessed. */
const SILENT_MS = 60 * minuteMs;

export interface AssessmentDependencies {
  readonly metadata: MetadataStore;
  readonly telemetry: TelemetryStore;
  readonly receiver: Receiver;
  /** What an assessment looks at. */
  readonly windowMs: number;
  /** How often a service is assessed. */
  readonly intervalMs: number;
  readonly now: () => number;
  readonly log: Logger;
}

/** Enrols the services that live, so that the sweep finds them due. */
export async function discoverServices({
  metadata,
  telemetry,
  now,
  log,
}: Pick<AssessmentDependencies, "metadata" | "telemetry" | "now" | "log">): Promise<void> {
  const nowMs = now();
  const live = await telemetry.queries.liveServices({ fromMs: nowMs - SILENT_MS });
  // A longer name fits in no request that asks for it.
  const services = live.filter((service) => service.length <= 500);
  const left = await metadata.assessments.enrol({ services, nowMs, limit: MAX_SERVICES });
  if (left > 0) {
    log.warn({ services: left }, `services beyond the first ${MAX_SERVICES} are not assessed`);
  }
}

/** Claims a service if it is due, assesses it, and keeps and records what was found. */
export async function runAssessment(
  service: string,
  { metadata, telemetry, receiver, intervalMs, windowMs, now, log }: AssessmentDependencies,
): Promise<void> {
  const startedMs = now();
  const claim = await metadata.assessments.claim({
    service,
    nowMs: startedMs,
    leaseMs: LEASE_MS,
    nextDueMs: startedMs + intervalMs,
  });
  if (claim === null) return;
  const { fencingToken, forecastMs } = claim;
  const isFresh =
    claim.form === storedForm && forecastMs !== null && forecastMs > startedMs - FORECAST_AGE_MS;
  try {
    const found = await assessService(telemetry.queries, {
      service,
      nowMs: startedMs,
      windowMs,
      limits: await metadata.resourceLimits.list({ service }),
      // The number of the form says that it is what this version wrote.
      forecasts: isFresh ? (claim.forecast as StoredForecasts) : undefined,
    });
    const { overview, capacity, detail, forecasts, hasNewForecasts } = found;
    const isRecorded = await metadata.assessments.record({
      service,
      fencingToken,
      form: storedForm,
      assessedMs: startedMs,
      overview,
      capacity,
      detail,
      forecast: hasNewForecasts ? { madeMs: startedMs, document: forecasts } : undefined,
    });
    if (isRecorded) await recordResults(service, startedMs, found, receiver, log);
    if (isRecorded && forecastMs === null) {
      await recordPast(service, startedMs, found, receiver, log);
    }
    const cost = { service, ms: now() - startedMs, forecasts: hasNewForecasts };
    log.debug({ ...cost, patterns: overview.patterns.length }, "service assessed");
  } catch (error) {
    const retryMs = Math.min(LONGEST_RETRY_MS, intervalMs * 2 ** Math.min(claim.failures, 10));
    log.warn({ service, err: error, retryMs }, "a service could not be assessed");
    await metadata.assessments.recordFailure({
      service,
      fencingToken,
      error: formatError(error),
      retryAtMs: now() + retryMs,
    });
  }
}

async function recordPast(
  service: string,
  nowMs: number,
  { capacity, forecasts }: AssessedService,
  receiver: Receiver,
  log: Logger,
): Promise<void> {
  for (const body of composePast({ service, nowMs, resources: capacity.resources, forecasts })) {
    const outcome = await receiver.receive("metrics", body, "json");
    if (outcome.kind !== "accepted") {
      log.warn(
        { service, outcome: outcome.refusal.message },
        "the past of resources was not recorded",
      );
    }
  }
}

async function recordResults(
  service: string,
  atMs: number,
  { detail, capacity }: AssessedService,
  receiver: Receiver,
  log: Logger,
): Promise<void> {
  const { reports } = detail;
  const body = composeResults({ service, atMs, reports, resources: capacity.resources });
  if (body === undefined) return;
  const outcome = await receiver.receive("metrics", body, "json");
  if (outcome.kind === "accepted" && outcome.rejected === 0) return;
  const reason = outcome.kind === "accepted" ? outcome.message : outcome.refusal.message;
  log.warn({ service, outcome: reason }, "results of an assessment were not recorded");
}
