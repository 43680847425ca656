import type { IncidentEventType, IncidentStatus, Labels, Severity } from "@headroom/alerting";
import type { IncidentEventRow, IncidentRow } from "../schema.ts";

/** An incident as stored. Times are Unix ms. */
export interface IncidentRecord {
  readonly id: string;
  /** Counts up; for people. */
  readonly number: number;
  readonly groupKey: string;
  readonly ruleId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly labels: Labels;
  readonly status: IncidentStatus;
  readonly openedMs: number;
  readonly acknowledgedMs: number | null;
  readonly acknowledgedBy: string | null;
  readonly resolvedMs: number | null;
  readonly resolvedBy: string | null;
}

/** One line of the timeline. */
export interface IncidentEventRecord {
  readonly id: string;
  readonly type: IncidentEventType;
  readonly atMs: number;
  /** Who did it; null: Headroom. */
  readonly actor: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Reads a row of the incident table. */
export function toIncidentRecord(row: IncidentRow): IncidentRecord {
  return {
    id: row.id,
    number: row.number,
    groupKey: row.group_key,
    ruleId: row.rule_id,
    title: row.title,
    severity: row.severity,
    labels: row.labels,
    status: row.status,
    openedMs: row.opened_at,
    acknowledgedMs: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
    resolvedMs: row.resolved_at,
    resolvedBy: row.resolved_by,
  };
}

/** Reads a row of the timeline. */
export function toEventRecord(row: IncidentEventRow): IncidentEventRecord {
  return {
    id: String(row.id),
    type: row.type,
    atMs: row.at,
    actor: row.actor,
    detail: row.detail,
  };
}
