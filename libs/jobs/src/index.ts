export {
  jobCatalogue,
  jobNames,
  type JobHandlers,
  type JobName,
  type JobPayload,
} from "./catalogue.ts";
export type { JobsConnection } from "./connection.ts";
export { JobsError, jobsErrorCodes, type JobsErrorCode } from "./errors.ts";
export { openJobs, type Jobs, type JobsOptions } from "./open-jobs.ts";
export {
  openJobProducer,
  type JobProducer,
  type ReportJobsError,
  type RingOptions,
} from "./producer.ts";
