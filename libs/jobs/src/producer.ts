import type { JobsOptions, Queue } from "bullmq";
import { jobCatalogue, jobNames, type JobName, type JobPayload } from "./catalogue.ts";
import { createLanes, type JobsBackend, type Lanes } from "./connection.ts";
import { JobsError } from "./errors.ts";
import { withTimeLimit } from "./time-limit.ts";

const OPEN_LIMIT_MS = 20_000;
const RING_LIMIT_MS = 5_000;
const CLOSE_LIMIT_MS = 5_000;
const LONGEST_KEY = 200;

/** How to ring. */
export interface RingOptions {
  readonly delayMs?: number | undefined;
  /**
   * While a job with this key waits, ringing again changes nothing; while it runs, it runs
   * once more afterwards.
   */
  readonly key?: string | undefined;
}

/** The side that rings; enough for a process without workers. */
export interface JobProducer {
  /**
   * Asks for a job to be done.
   * @throws JobsError invalid_payload, invalid_key, unavailable
   */
  ring<N extends JobName>(name: N, payload: JobPayload<N>, options?: RingOptions): Promise<void>;
  /** Closes the connections. Safe to call twice. */
  close(): Promise<void>;
}

/** Told what goes wrong outside of any call. */
export type ReportJobsError = (error: JobsError) => void;

/**
 * Connects the side that rings.
 * @throws JobsError unavailable
 */
export async function openProducer(
  connection: JobsBackend,
  options: { readonly onError: ReportJobsError },
): Promise<JobProducer> {
  const { producer } = await openQueues(createLanes(connection), options.onError);
  return producer;
}

/** The queues of all jobs, and the side that rings on them. */
export interface OpenQueues {
  readonly producer: JobProducer;
  readonly queues: ReadonlyMap<JobName, Queue>;
}

/** Brings the backend to the present schema and opens one queue for each job. */
export async function openQueues(lanes: Lanes, onError: ReportJobsError): Promise<OpenQueues> {
  const queues = new Map<JobName, Queue>();
  try {
    await withTimeLimit(lanes.prepare(), OPEN_LIMIT_MS, "The job queue did not open");
    for (const name of jobNames) {
      const queue = lanes.createQueue(name);
      queue.on("error", (error) => onError(queueError(name, error)));
      queues.set(name, queue);
      await withTimeLimit(queue.waitUntilReady(), OPEN_LIMIT_MS, "The job queue did not open");
    }
  } catch (error) {
    await closeQueues(queues, lanes);
    throw error;
  }
  let closing: Promise<void> | undefined;
  const producer: JobProducer = {
    ring: (name, payload, options) => ring(queues, name, payload, options),
    close: () => (closing ??= closeQueues(queues, lanes)),
  };
  return { producer, queues };
}

async function ring<N extends JobName>(
  queues: ReadonlyMap<JobName, Queue>,
  name: N,
  payload: JobPayload<N>,
  options: RingOptions = {},
): Promise<void> {
  const checked = parsePayload(name, payload);
  const queue = queues.get(name);
  if (queue === undefined) throw new JobsError("handler_unknown", `There is no job ${name}.`);
  await withTimeLimit(
    queue.add(name, checked, { ...jobOptions(name), ...ringOptions(options) }),
    RING_LIMIT_MS,
    `The job ${name} could not be queued`,
  );
}

/**
 * Checks a payload against the catalogue.
 * @throws JobsError invalid_payload
 */
export function parsePayload<N extends JobName>(name: N, payload: unknown): JobPayload<N> {
  const result = jobCatalogue[name].payload.safeParse(payload);
  if (result.success) return result.data as JobPayload<N>;
  throw new JobsError(
    "invalid_payload",
    `The job ${name} was given a payload that the catalogue does not allow: ${result.error.message}`,
  );
}

/** Tries, pauses between them, and how many finished jobs are kept to look at. */
export function jobOptions(name: JobName): JobsOptions {
  return {
    attempts: jobCatalogue[name].attempts,
    backoff: { type: "exponential", delay: 1_000, jitter: 0.5 },
    removeOnComplete: { count: 100, age: 3_600 },
    removeOnFail: { count: 500, age: 7 * 86_400 },
    sizeLimit: 4_096,
    stackTraceLimit: 1,
  };
}

function ringOptions(options: RingOptions): JobsOptions {
  const { delayMs, key } = options;
  const delay = delayMs === undefined ? {} : { delay: Math.max(0, Math.round(delayMs)) };
  if (key === undefined) return delay;
  // The queue joins its own keys with colons, so one inside a key would name another thing.
  if (key === "" || key.length > LONGEST_KEY || key.includes(":")) {
    throw new JobsError(
      "invalid_key",
      `"${key}" cannot be a job key. Use 1 to ${LONGEST_KEY} characters without a colon.`,
    );
  }
  return { ...delay, deduplication: { id: key, keepLastIfActive: true } };
}

function queueError(name: JobName, error: Error): JobsError {
  return new JobsError("unavailable", `The queue of ${name} has trouble: ${error.message}`, error);
}

async function closeQueues(queues: ReadonlyMap<JobName, Queue>, lanes: Lanes): Promise<void> {
  const close = (work: Promise<void>): Promise<void> =>
    withTimeLimit(work, CLOSE_LIMIT_MS, "The job queue did not close").catch(() => undefined);
  await Promise.all([...queues.values()].map((queue) => close(queue.close())));
  await close(lanes.close());
}

/** Installs the schedules of the catalogue; every process may do it, the outcome is the same. */
export async function installSchedules(queues: ReadonlyMap<JobName, Queue>): Promise<void> {
  for (const [name, queue] of queues) {
    const { everyMs } = jobCatalogue[name];
    if (everyMs === null) continue;
    await withTimeLimit(
      queue.upsertJobScheduler(
        name,
        { every: everyMs },
        { name, data: {}, opts: jobOptions(name) },
      ),
      OPEN_LIMIT_MS,
      `The schedule of ${name} could not be set`,
    );
  }
}
