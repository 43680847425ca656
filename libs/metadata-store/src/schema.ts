import type {
  AlertState,
  DataStatus,
  EscalationPolicy,
  EscalationStatus,
  IncidentEventType,
  IncidentStatus,
  Labels,
  NotificationKind,
  RuleDefinition,
  Severity,
  TransitionCause,
} from "@headroom/alerting";
import type { NoticePayload } from "./rules/slot-commit.ts";
import type { ColumnType, Generated, Selectable } from "kysely";

/** A jsonb column: read as a value, written as the text that `toJson` makes. */
type Json<T> = ColumnType<T, string, string>;

// Every *_at and *_upto column is a Unix time in milliseconds.

interface RuleTable {
  id: string;
  definition: Json<RuleDefinition>;
  version: number;
  enabled: boolean;
  next_slot_at: number | null;
  last_slot_at: number | null;
  lease_owner: string | null;
  lease_expires_at: number | null;
  fencing_token: Generated<number>;
  last_error: string | null;
  data_status: Generated<DataStatus>;
  failing_slots: Generated<number>;
  learning: string | null;
  created_at: number;
  updated_at: number;
  deleted_at: number | null;
}

interface RuleVersionTable {
  rule_id: string;
  version: number;
  definition: Json<RuleDefinition>;
  created_at: number;
  created_by: string | null;
}

interface SlotTable {
  rule_id: string;
  slot_at: number;
  status: "evaluated" | "error";
  data_upto: number;
  fencing_token: number;
  committed_at: number;
}

interface InstanceTable {
  id: string;
  rule_id: string;
  fingerprint: string;
  fingerprint_hash: string;
  labels: Json<Labels>;
  annotations: Json<Labels>;
  state: AlertState;
  since_at: number;
  first_true_at: number | null;
  clear_since_at: number | null;
  fired_at: number | null;
  last_slot_at: number;
  data_status: DataStatus;
  missing_slots: number;
  value: number | null;
  seq: number;
  evidence: Json<unknown>;
  revision: Generated<number>;
}

interface TransitionTable {
  instance_id: string;
  seq: number;
  rule_id: string;
  rule_version: number;
  from_state: AlertState;
  to_state: AlertState;
  slot_at: number;
  cause: TransitionCause;
  value: number | null;
  evidence: Json<unknown>;
}

interface BaselineTable {
  rule_id: string;
  fingerprint_hash: string;
  fingerprint: string;
  state: Uint8Array;
  recent: Uint8Array;
  trained_from: number;
  trained_to: number | null;
  rule_version: number;
  last_slot_at: number;
}

interface IncidentTable {
  id: string;
  number: Generated<number>;
  group_key: string;
  group_key_hash: string;
  rule_id: string;
  title: string;
  severity: Severity;
  labels: Json<Labels>;
  status: IncidentStatus;
  opened_at: number;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  resolved_at: number | null;
  resolved_by: string | null;
}

interface IncidentAlertTable {
  incident_id: string;
  instance_id: string;
  fired_at: number;
  resolved_at: number | null;
  labels: Json<Labels>;
  annotations: Json<Labels>;
  value: number | null;
  evidence: Json<unknown>;
}

interface IncidentEventTable {
  id: Generated<number>;
  incident_id: string;
  type: IncidentEventType;
  at: number;
  actor: string | null;
  detail: Json<Readonly<Record<string, unknown>>>;
}

interface ChannelTable {
  id: string;
  name: string;
  type: string;
  config: Json<Readonly<Record<string, unknown>>>;
  created_at: number;
  updated_at: number;
}

interface EscalationPolicyTable {
  id: string;
  name: string;
  levels: Json<EscalationPolicy["levels"]>;
  repeat: number;
  created_at: number;
  updated_at: number;
}

interface EscalationRunTable {
  id: string;
  incident_id: string;
  policy_id: string;
  policy_name: string;
  policy: Json<EscalationPolicy>;
  status: EscalationStatus;
  level: number;
  round: number;
  next_due_at: number | null;
  restarts: Generated<number>;
  lease_owner: string | null;
  lease_expires_at: number | null;
}

interface IntentTable {
  id: string;
  seq: Generated<number>;
  dedup_key: string;
  channel_id: string | null;
  channel_name: string;
  incident_id: string | null;
  kind: NotificationKind;
  payload: Json<NoticePayload & { readonly dedupKey: string }>;
  status: Generated<"pending" | "delivered" | "failed">;
  attempts: Generated<number>;
  next_attempt_at: number;
  lease_owner: string | null;
  lease_expires_at: number | null;
  created_at: number;
  finished_at: number | null;
}

interface AttemptTable {
  intent_id: string;
  n: number;
  started_at: number;
  finished_at: number | null;
  outcome: "delivered" | "retryable" | "failed" | "lost" | null;
  detail: string | null;
}

interface SettingTable {
  key: string;
  value: Json<unknown>;
  updated_at: number;
}

interface IngestKeyTable {
  id: string;
  name: string;
  hash: string;
  prefix: string;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
  requests_per_second: number | null;
  rows_per_second: number | null;
  bytes_per_second: number | null;
}

/** A jsonb column of a row that is made before its documents are. */
type LaterJson = ColumnType<unknown, string | undefined, string>;

interface AssessmentTable {
  service: string;
  live_at: number;
  next_due_at: number;
  lease_expires_at: number | null;
  fencing_token: Generated<number>;
  failures: Generated<number>;
  last_error: string | null;
  form: number | null;
  assessed_at: number | null;
  overview: LaterJson;
  capacity: LaterJson;
  detail: LaterJson;
  forecast_at: number | null;
  forecast: LaterJson;
}

interface ResourceLimitTable {
  service: string;
  resource: string;
  subject: string;
  value: number;
  updated_at: number;
}

interface ProcessReportTable {
  instance_id: string;
  service: string;
  version: string;
  roles: Json<readonly string[]>;
  started_at: number;
  reported_at: number;
  last_rows_at: number | null;
  document: Json<unknown>;
}

interface VitalTable {
  metric: string;
  at: number;
  instance_id: string;
  service: string;
  value: number;
}

interface UpkeepEventTable {
  id: Generated<number>;
  at: number;
  kind: string;
  detail: Json<unknown>;
}

interface LeaseTable {
  name: string;
  owner: string;
  expires_at: number;
}

/** All tables of the metadata database, by name. */
export interface Database {
  rule: RuleTable;
  rule_version: RuleVersionTable;
  slot: SlotTable;
  instance: InstanceTable;
  transition: TransitionTable;
  baseline: BaselineTable;
  incident: IncidentTable;
  incident_alert: IncidentAlertTable;
  incident_event: IncidentEventTable;
  channel: ChannelTable;
  escalation_policy: EscalationPolicyTable;
  escalation_run: EscalationRunTable;
  intent: IntentTable;
  attempt: AttemptTable;
  setting: SettingTable;
  ingest_key: IngestKeyTable;
  assessment: AssessmentTable;
  resource_limit: ResourceLimitTable;
  upkeep_event: UpkeepEventTable;
  lease: LeaseTable;
  process_report: ProcessReportTable;
  vital: VitalTable;
}

// Rows as they are read.
export type RuleRow = Selectable<RuleTable>;
export type InstanceRow = Selectable<InstanceTable>;
export type IncidentRow = Selectable<IncidentTable>;
export type IncidentEventRow = Selectable<IncidentEventTable>;
export type ChannelRow = Selectable<ChannelTable>;
export type EscalationPolicyRow = Selectable<EscalationPolicyTable>;
export type IntentRow = Selectable<IntentTable>;
export type AttemptRow = Selectable<AttemptTable>;
export type IngestKeyRow = Selectable<IngestKeyTable>;
