import { asynchronousOffload } from "./asynchronous-offload.ts";
import { jobQueue } from "./job-queue.ts";
import { messageBatching } from "./message-batching.ts";
import { messageQueue } from "./message-queue.ts";
import { pipeline } from "./pipeline.ts";
import { priorityDeadLetterQueues } from "./priority-dead-letter-queues.ts";
import { publishSubscribe } from "./publish-subscribe.ts";
import { requestReply } from "./request-reply.ts";
import { scheduledJobs } from "./scheduled-jobs.ts";
import { streamProcessing } from "./stream-processing.ts";
import type { PatternRecord } from "../types.ts";

/** The patterns of the family messaging, in the order of their numbers. */
export const messagingPatterns: readonly PatternRecord[] = [
  messageQueue,
  publishSubscribe,
  requestReply,
  jobQueue,
  scheduledJobs,
  priorityDeadLetterQueues,
  asynchronousOffload,
  streamProcessing,
  messageBatching,
  pipeline,
];
