import type { DataStatus, InstanceState, Labels, RuleDefinition } from "@headroom/alerting";
import type { InstanceRow, RuleRow } from "../schema.ts";

/** A rule as stored. Times are Unix ms. */
export interface RuleRecord {
  readonly id: string;
  readonly definition: RuleDefinition;
  /** Counts up with every change; pass it back to change the rule. */
  readonly version: number;
  readonly enabled: boolean;
  /** The next slot to evaluate; null while disabled. */
  readonly nextSlotMs: number | null;
  /** The last committed slot; null for a rule that never ran. */
  readonly lastSlotMs: number | null;
  readonly lastError: string | null;
  readonly dataStatus: DataStatus;
  /** Slots in a row that could not be evaluated. */
  readonly failingSlots: number;
  /** What an anomaly or forecast rule still waits for; null when it judges. */
  readonly learning: string | null;
  readonly createdMs: number;
  readonly updatedMs: number;
}

/** One alert instance of a rule with what its last slot saw. */
export interface InstanceRecord {
  readonly id: string;
  readonly ruleId: string;
  readonly fingerprint: string;
  /** Labels of the group. */
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly state: InstanceState;
  readonly evidence: unknown;
}

/** Reads a row of the rule table. */
export function toRuleRecord(row: RuleRow): RuleRecord {
  return {
    id: row.id,
    definition: row.definition,
    version: row.version,
    enabled: row.enabled,
    nextSlotMs: row.next_slot_at,
    lastSlotMs: row.last_slot_at,
    lastError: row.last_error,
    dataStatus: row.data_status,
    failingSlots: row.failing_slots,
    learning: row.learning,
    createdMs: row.created_at,
    updatedMs: row.updated_at,
  };
}

/** Reads a row of the instance table. */
export function toInstanceRecord(row: InstanceRow): InstanceRecord {
  return {
    id: row.id,
    ruleId: row.rule_id,
    fingerprint: row.fingerprint,
    labels: row.labels,
    annotations: row.annotations,
    state: {
      state: row.state,
      sinceMs: row.since_at,
      firstTrueMs: row.first_true_at,
      clearSinceMs: row.clear_since_at,
      firedMs: row.fired_at,
      lastSlotMs: row.last_slot_at,
      dataStatus: row.data_status,
      missingSlots: row.missing_slots,
      value: row.value,
      seq: row.seq,
    },
    evidence: row.evidence,
  };
}

/** The state columns of an instance. */
export function toStateColumns(state: InstanceState) {
  return {
    state: state.state,
    since_at: state.sinceMs,
    first_true_at: state.firstTrueMs,
    clear_since_at: state.clearSinceMs,
    fired_at: state.firedMs,
    last_slot_at: state.lastSlotMs,
    data_status: state.dataStatus,
    missing_slots: state.missingSlots,
    value: state.value,
    seq: state.seq,
  };
}
