import type { Worker } from "bullmq";
import { setTimeout as delay } from "node:timers/promises";
import {
  jobCatalogue,
  jobNames,
  type JobDefinition,
  type JobHandlers,
  type JobName,
} from "./catalogue.ts";
import { createLanes, type JobsBackend, type Lanes } from "./connection.ts";
import { JobsError } from "./errors.ts";
import {
  installSchedules,
  openQueues,
  parsePayload,
  type JobProducer,
  type ReportJobsError,
} from "./producer.ts";
import { withTimeLimit } from "./time-limit.ts";

const OPEN_LIMIT_MS = 20_000;
const DEFAULT_CLOSE_LIMIT_MS = 10_000;
const DISCONNECT_LIMIT_MS = 5_000;

/** How to run jobs. */
export interface JobsOptions {
  /** Jobs of one kind that run at once; scheduled kinds run one at a time. */
  readonly concurrency: number;
  /** Told of jobs that were given up and of trouble with the queue. */
  readonly onError: ReportJobsError;
  /** How long `close` waits for running jobs. Default 10 s. */
  readonly closeLimitMs?: number | undefined;
}

/** Rings jobs and runs them. `close` lets running jobs end, up to its limit. */
export type Jobs = JobProducer;

/**
 * Connects the queue, installs the schedules and starts a worker for each job.
 * @throws JobsError handler_missing or handler_unknown when handlers and catalogue differ;
 *   unavailable
 */
export async function openJobs(
  connection: JobsBackend,
  handlers: JobHandlers,
  options: JobsOptions,
): Promise<Jobs> {
  checkHandlers(handlers);
  const lanes = createLanes(connection);
  const { producer, queues } = await openQueues(lanes, options.onError);
  const running = new Set<Promise<void>>();
  const workers: Worker[] = [];
  try {
    await installSchedules(queues);
    for (const name of jobNames) {
      const worker = startWorker(lanes, name, handlers, options, running);
      workers.push(worker);
      await withTimeLimit(worker.waitUntilReady(), OPEN_LIMIT_MS, "The job worker did not start");
    }
  } catch (error) {
    await closeWorkers(workers, true);
    await producer.close();
    throw error;
  }
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.pause(true).catch(() => undefined)));
    const limit = new AbortController();
    await Promise.race([
      Promise.allSettled(running),
      delay(options.closeLimitMs ?? DEFAULT_CLOSE_LIMIT_MS, undefined, {
        signal: limit.signal,
      }).catch(() => undefined),
    ]);
    limit.abort();
    await closeWorkers(workers, running.size > 0);
    await producer.close();
  };
  return { ring: producer.ring, close: () => (closing ??= close()) };
}

/** A job without handler would wait for ever; a handler without job would never run. */
function checkHandlers(handlers: JobHandlers): void {
  const missing = jobNames.filter((name) => typeof handlers[name] !== "function");
  if (missing.length > 0) {
    throw new JobsError("handler_missing", `Jobs without a handler: ${missing.join(", ")}.`);
  }
  const unknown = Object.keys(handlers).filter((name) => !Object.hasOwn(jobCatalogue, name));
  if (unknown.length > 0) {
    throw new JobsError(
      "handler_unknown",
      `Handlers for jobs that the catalogue does not have: ${unknown.join(", ")}.`,
    );
  }
}

function startWorker(
  lanes: Lanes,
  name: JobName,
  handlers: JobHandlers,
  options: JobsOptions,
  running: Set<Promise<void>>,
): Worker {
  const { everyMs, isSingle }: JobDefinition = jobCatalogue[name];
  const concurrency = everyMs === null && isSingle !== true ? options.concurrency : 1;
  const worker = lanes.createWorker(name, {
    concurrency,
    run: async (data) => {
      const work = handle(handlers, name, data);
      running.add(work);
      try {
        await work;
      } finally {
        running.delete(work);
      }
    },
  });
  worker.on("error", (error) =>
    options.onError(
      new JobsError("unavailable", `The worker of ${name} has trouble: ${error.message}`, error),
    ),
  );
  worker.on("failed", (job, error) => {
    if (job !== undefined && job.attemptsMade < (job.opts.attempts ?? 1)) return;
    options.onError(
      new JobsError("job_failed", `The job ${name} was given up: ${error.message}`, error),
    );
  });
  return worker;
}

async function handle<N extends JobName>(
  handlers: JobHandlers,
  name: N,
  data: unknown,
): Promise<void> {
  await handlers[name](parsePayload(name, data));
}

async function closeWorkers(workers: readonly Worker[], force: boolean): Promise<void> {
  await Promise.all(
    workers.map((worker) =>
      withTimeLimit(worker.close(force), DISCONNECT_LIMIT_MS, "A worker did not close").catch(
        () => undefined,
      ),
    ),
  );
}
