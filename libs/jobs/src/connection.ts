import { createPostgresBackend, Queue, withBackend, Worker } from "bullmq";
import type { JobName } from "./catalogue.ts";

/** Where the queue lives. */
export type JobsBackend =
  | { readonly kind: "postgres"; readonly connectionString: string }
  | { readonly kind: "redis"; readonly url: string };

/** How one worker works. */
export interface WorkerSettings {
  readonly concurrency: number;
  readonly run: (data: unknown) => Promise<void>;
}

/** Makes the queue and the worker of one job; each job has a lane of its own. */
export interface Lanes {
  createQueue(name: JobName): Queue;
  createWorker(name: JobName, settings: WorkerSettings): Worker;
}

const SCHEMA = "bullmq";
const KEY_PREFIX = "headroom";
const CONNECT_LIMIT_MS = 5_000;
const STATEMENT_LIMIT_MS = 15_000;
const QUEUE_POOL_SIZE = 2;
const WORKER_POOL_SIZE = 4;

const workerOptions = {
  lockDuration: 30_000,
  stalledInterval: 15_000,
  // A job whose process died is run again; handlers are safe to repeat.
  maxStalledCount: 3,
  runRetryDelay: 2_000,
} as const;

/** The lanes on the chosen backend. Nothing connects before the first queue or worker is made. */
export function createLanes(connection: JobsBackend): Lanes {
  return connection.kind === "postgres"
    ? postgresLanes(connection.connectionString)
    : redisLanes(connection.url);
}

function postgresLanes(connectionString: string): Lanes {
  const classes = withBackend(createPostgresBackend);
  const options = (max: number) => ({
    connectionString,
    schema: SCHEMA,
    migrate: true,
    max,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    application_name: "headroom-jobs",
  });
  return {
    createQueue: (name) =>
      new classes.Queue(name, { connection: options(QUEUE_POOL_SIZE) }) as unknown as Queue,
    createWorker: (name, { concurrency, run }) =>
      new classes.Worker(name, (job) => run(job.data), {
        ...workerOptions,
        concurrency,
        connection: options(WORKER_POOL_SIZE),
      }) as unknown as Worker,
  };
}

function redisLanes(url: string): Lanes {
  const connection = { url, connectTimeout: CONNECT_LIMIT_MS };
  return {
    createQueue: (name) => new Queue(name, { prefix: KEY_PREFIX, connection }),
    createWorker: (name, { concurrency, run }) =>
      new Worker(name, (job) => run(job.data), {
        ...workerOptions,
        prefix: KEY_PREFIX,
        concurrency,
        // A blocked worker waits for Redis to come back instead of failing.
        connection: { ...connection, maxRetriesPerRequest: null },
      }),
  };
}
