import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { openJobs, type JobHandlers, type Jobs, type JobsBackend } from "@headroom/jobs";
import type { MetadataStore } from "@headroom/metadata-store";
import type { TelemetryStore } from "@headroom/telemetry-store";
import type { Logger } from "pino";
import type { Deliver } from "../channels/delivery.ts";
import type { Config } from "../config/load.ts";
import { Receiver } from "../ingest/receiver.ts";
import { discoverServices, runAssessment, type AssessmentDependencies } from "./assess.ts";
import { createForecastReader } from "../rules/forecast-reader.ts";
import { createFactsReader } from "../rules/signal-facts.ts";
import { measureJobs, type OwnHooks } from "../self/own-hooks.ts";
import { createVitalReader } from "../self/read-vitals.ts";
import { createBell, type Bell } from "./bell.ts";
import { runDelivery } from "./deliver.ts";
import { runEscalation } from "./escalate.ts";
import { runEvaluation } from "./evaluate.ts";
import { runUpkeep } from "../upkeep/run-upkeep.ts";
import { sweep } from "./sweep.ts";

export interface WorkerDependencies {
  readonly backend: JobsBackend;
  readonly metadata: MetadataStore;
  readonly telemetry: TelemetryStore;
  readonly deliver: Deliver;
  readonly config: Config;
  /** Told what the worker does, for measurements. */
  readonly hooks?: Pick<OwnHooks, "onSlot" | "onNotice" | "onJob"> | undefined;
  readonly now: () => number;
  readonly log: Logger;
}

/** Opens the queue and starts working on it: rules, escalations, notices, sweeps. */
export async function startWorker(dependencies: WorkerDependencies): Promise<Jobs> {
  const { backend, metadata, telemetry, deliver, config, hooks, now, log } = dependencies;
  const owner = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const { publicUrl } = config;
  const assessments: AssessmentDependencies = {
    metadata,
    telemetry,
    // Results take the way of all telemetry: they are durable before they count as recorded.
    receiver: new Receiver(telemetry, () => BigInt(now()) * 1_000_000n),
    intervalMs: config.assessIntervalMs,
    windowMs: config.assessWindowMs,
    now,
    log,
  };
  // Jobs that wait from before run while the queue still opens, and ring themselves.
  const opened = Promise.withResolvers<Jobs>();
  opened.promise.catch(() => undefined);
  const ring: Jobs["ring"] = async (...args) => (await opened.promise).ring(...args);
  const bell: Bell = createBell({ ring }, now, log);
  const readFacts = createFactsReader(telemetry.queries, now);
  const forecasts = createForecastReader(telemetry.queries, readFacts);
  const vitals = createVitalReader(metadata, now);
  const evaluation = {
    metadata,
    telemetry,
    publicUrl,
    readFacts,
    forecasts,
    vitals,
    onSlot: hooks?.onSlot,
    now,
    log,
  };
  const delivery = { metadata, deliver, now, random: Math.random, onNotice: hooks?.onNotice, log };
  const handlers: JobHandlers = {
    "rules.evaluate": ({ ruleId }) => runEvaluation(ruleId, owner, bell, evaluation),
    "escalations.advance": ({ runId }) =>
      runEscalation(runId, owner, bell, { metadata, publicUrl, now }),
    "intents.deliver": ({ intentId }) => runDelivery(intentId, owner, bell, delivery),
    "patterns.assess": ({ service }) => runAssessment(service, assessments),
    "patterns.discover": () => discoverServices(assessments),
    "storage.upkeep": () => runUpkeep(owner, { metadata, telemetry, config, now, log }),
    sweep: () => sweep(metadata, bell, now()),
    housekeeping: async () => {
      const pruned = await metadata.prune({ nowMs: now() });
      log.debug(pruned, "old records removed");
    },
  };
  try {
    const measured = hooks === undefined ? handlers : measureJobs(handlers, hooks.onJob);
    const jobs = await openJobs(backend, measured, {
      concurrency: 8,
      onError: (error) => log.warn({ err: error }, "job queue"),
    });
    opened.resolve(jobs);
    return jobs;
  } catch (error) {
    opened.reject(error);
    throw error;
  }
}
