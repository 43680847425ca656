import { setTimeout as sleep } from "node:timers/promises";
import { type Job, createPostgresBackend, Worker } from "bullmq";
import { openDatabase } from "../database/database.ts";
import { createLog, describeError } from "../telemetry/log.ts";
import { observeProcessing } from "../telemetry/queue-telemetry.ts";
import { ORDER_QUEUE } from "../topology.ts";
import { openOrderQueue, type OrderJob, queueOptions } from "./order-queue.ts";
import { failProcess, followSupervisor } from "./run-service.ts";

const CONCURRENCY = 2;
const USUAL_WORK_MS = 160;
const SLOW_WORK_MS = 20_000;
const CLOSE_TIMEOUT_MS = 3_000;

const log = createLog("fulfilment");
const database = openDatabase("fulfilment");
const queue = openOrderQueue();
let workMs = USUAL_WORK_MS;

const measured = observeProcessing(async () => {
  const {
    waiting = 0,
    active = 0,
    delayed = 0,
    failed = 0,
  } = await queue.getJobCounts("waiting", "active", "delayed", "failed");
  return { waiting, active, delayed, failed };
});

async function fulfil(job: Job<OrderJob>): Promise<void> {
  const startedAt = Date.now();
  const waitSeconds = (startedAt - job.timestamp) / 1000;
  measured.recordWait(waitSeconds);
  await sleep(workMs * (0.7 + 0.6 * Math.random()));
  await database.query(
    "INSERT INTO shipments (order_id, item_count) VALUES ($1, $2) ON CONFLICT (order_id) DO NOTHING",
    [job.data.orderId, job.data.itemCount],
  );
  measured.recordProcess((Date.now() - startedAt) / 1000);
  log.info("order handed to the carrier", {
    "order.id": job.data.orderId,
    "queue.wait_s": waitSeconds,
  });
  if (waitSeconds > 30)
    log.warn("order waited long in the queue", {
      "order.id": job.data.orderId,
      "queue.wait_s": waitSeconds,
    });
}

const worker = new Worker(
  ORDER_QUEUE,
  fulfil,
  { ...queueOptions(), concurrency: CONCURRENCY },
  createPostgresBackend,
);
worker.on("error", (error) => log.error("queue worker reported an error", describeError(error)));
worker.on("failed", (job, error) =>
  log.error("order could not be fulfilled", {
    "order.id": job?.data.orderId ?? "",
    ...describeError(error),
  }),
);

await worker.waitUntilReady().catch(failProcess);
followSupervisor({
  onFault: (name, on) => {
    if (name === "queue-backlog") workMs = on ? SLOW_WORK_MS : USUAL_WORK_MS;
  },
  close: async () => {
    await Promise.race([worker.close(), sleep(CLOSE_TIMEOUT_MS)]);
    await queue.close();
    await database.close();
  },
});
log.info("fulfilment is ready", { "worker.concurrency": CONCURRENCY });
