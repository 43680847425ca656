import {
  createPostgresBackend,
  Queue,
  runMigrations,
  withBackend,
  Worker,
  type PostgresConnectionOptions,
} from "bullmq";
import pg from "pg";
import { jobNames, type JobName } from "./catalogue.ts";

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
  /** Brings the backend to the present schema; before anything else. */
  prepare(): Promise<void>;
  /** Ends the connections; after queues and workers are closed. */
  close(): Promise<void>;
}

const SCHEMA = "bullmq";
const KEY_PREFIX = "headroom";
const CONNECT_LIMIT_MS = 5_000;
const STATEMENT_LIMIT_MS = 15_000;
/** Every worker holds one connection to listen on; the rest is shared by all lanes. */
const POOL_SIZE = jobNames.length + 10;

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
  const pool = openPool(connectionString);
  // The library describes pools by a narrower shape than the driver's own types.
  const connection = pool as unknown as PostgresConnectionOptions;
  return {
    createQueue: (name) => new classes.Queue(name, { connection }) as unknown as Queue,
    createWorker: (name, { concurrency, run }) =>
      new classes.Worker(name, (job) => run(job.data), {
        ...workerOptions,
        concurrency,
        connection,
      }) as unknown as Worker,
    prepare: async () => {
      const client = await pool.connect();
      try {
        await runMigrations(client, SCHEMA);
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    options: `-c search_path=${SCHEMA}`,
    max: POOL_SIZE,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    application_name: "headroom-jobs",
  });
  // A connection that breaks while in use fails its statement and emits an error besides; without
  // a listener that would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  // Every queue and worker listens for errors of the pool.
  pool.setMaxListeners(4 * jobNames.length);
  return pool;
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
    prepare: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
