export { openMetadataStore, type MetadataStoreOptions } from "./open.ts";
export type { MetadataStore, Repositories } from "./store.ts";
export {
  MetadataStoreError,
  metadataStoreErrorCodes,
  type MetadataStoreErrorCode,
} from "./errors.ts";
export type { DumpedTable, MetadataBackup, MetadataSnapshot } from "./backup/dump.ts";
export {
  requireEmptyDatabase,
  requireKnownSchema,
  restoreMetadata,
  stopLeftoverServer,
} from "./backup/restore.ts";
export { createId } from "./encoding.ts";
export type { Page, PageRequest } from "./page.ts";
export type { ClaimRequest, DueRequest } from "./claims.ts";
export type { AlertQuery, AlertRecord, TransitionRecord } from "./alerts/read.ts";
export type { ChannelRecord, ChannelSettings } from "./channels/manage.ts";
export type { AdvanceResult, ClaimedRun, EscalationAdvance } from "./escalations/advance.ts";
export type { EscalationPolicyRecord } from "./escalations/policies.ts";
export type {
  EscalationRecord,
  IncidentAlertRecord,
  IncidentDetail,
  IncidentQuery,
  IncidentSummary,
  NotificationRecord,
} from "./incidents/read.ts";
export type { IncidentEventRecord, IncidentRecord } from "./incidents/records.ts";
export type { IncidentAction, ResolvedIncident, Unacknowledged } from "./incidents/respond.ts";
export type { NewIncidentEvent } from "./incidents/timeline.ts";
export type { IngestKeyRecord } from "./ingest-keys/keys.ts";
export type { AttemptRecorded, AttemptResult, ClaimedIntent } from "./intents/deliver.ts";
export type { AssessmentResult, ClaimedAssessment } from "./patterns/ledger.ts";
export type { ResourceLimit } from "./patterns/limits.ts";
export type { AssessmentDetail, AssessmentPart, AssessmentStatus } from "./patterns/results.ts";
export type { Pruned } from "./prune.ts";
export type { BaselineChanges, BaselineRecord } from "./rules/baselines.ts";
export type { ClaimedRule } from "./rules/claim.ts";
export type { ComposeResolved } from "./rules/end-instances.ts";
export type {
  NewRule,
  RuleChange,
  RuleChanged,
  RuleQuery,
  RuleRemoval,
  RuleSummary,
} from "./rules/manage.ts";
export type { InstanceRecord, RuleRecord } from "./rules/records.ts";
export type { UpkeepEventRecord } from "./upkeep/events.ts";
export type {
  IncidentCommit,
  InstanceCommit,
  NewIntent,
  NoticePayload,
  SlotCommit,
  SlotCommitResult,
  SlotRefusal,
} from "./rules/slot-commit.ts";
export type { BuiltInRule } from "./self/built-in-rules.ts";
export { VITAL_AGE_MS, type ProcessReport, type VitalValue } from "./self/reports.ts";
