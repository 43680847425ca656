export {
  jobCatalogue,
  jobNames,
  type JobHandlers,
  type JobName,
  type JobPayload,
} from "./catalogue.ts";
export type { JobsBackend } from "./connection.ts";
export { JobsError, jobsErrorCodes, type JobsErrorCode } from "./errors.ts";
export { openJobs, type Jobs, type JobsOptions } from "./open-jobs.ts";
export {
  openProducer,
  type JobProducer,
  type ReportJobsError,
  type RingOptions,
} from "./producer.ts";
