import { createPostgresBackend, Queue } from "bullmq";
import { connectionOptions } from "../database/connection.ts";
import { readEnvironment } from "../telemetry/environment.ts";
import { createQueueTelemetry } from "../telemetry/queue-telemetry.ts";
import { ORDER_QUEUE } from "../topology.ts";

/** What travels from checkout to fulfilment. */
export type OrderJob = { readonly orderId: string; readonly itemCount: number };

const QUEUE_POOL_MAX = 4;

/** Options every queue class of the shop takes: the queue database and the telemetry. */
export function queueOptions() {
  const environment = readEnvironment(process.env);
  const address = {
    port: environment.databasePort,
    password: environment.databasePassword,
    database: "queue",
  };
  return {
    connection: { ...connectionOptions(address), max: QUEUE_POOL_MAX },
    telemetry: createQueueTelemetry(),
  };
}

/** Opens the order queue; finished jobs are dropped, failed ones kept up to 1,000. */
export function openOrderQueue() {
  const options = {
    ...queueOptions(),
    defaultJobOptions: {
      attempts: 3,
      backoff: { type: "exponential", delay: 1_000 },
      removeOnComplete: true,
      removeOnFail: 1_000,
    },
  };
  const queue = new Queue(ORDER_QUEUE, options, createPostgresBackend);
  queue.on("error", () => undefined);
  return queue;
}
