import { T12 } from "../../limits/data-limits.ts";
import {
  crosses,
  forecast,
  indicator,
  metric,
  own,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P63: Backup, recovery point and recovery time. */
export const backupRecovery: PatternRecord = {
  id: "P63",
  slug: "backup-recovery",
  family: "recovery-and-cost",
  name: "Backup, recovery point and recovery time",
  what: "Copies of the data exist elsewhere and can be brought back. The recovery point says how much may be lost, the recovery time how long it may take.",
  whenToUse:
    "Use it for all data that cannot be computed again. A backup that was never restored is a hope rather than a backup.",
  grade: "direct",
  evidence: [
    metric("exporter", [
      "velero_backup_last_successful_timestamp",
      "velero_backup_failure_total",
      "velero_backup_duration_seconds",
      "velero_restore_success_total",
      "velero_schedule_expected_interval_seconds",
    ]),
    metric("code", ["pgbackrest_backup_since_last_completion_seconds"]),
    metric("exporter", [
      "pg_stat_archiver_failed_count",
      "pg_stat_archiver_last_archive_age",
      "redis_rdb_last_save_timestamp_seconds",
    ]),
    metric("collector-2026", ["redis.rdb.changes_since_last_save"]),
    metric("exporter", ["kube_cronjob_status_last_successful_time"], "Of backup jobs."),
    traceShape("Spans that PUT to an object store at fixed hours."),
  ],
  detect: "Those series, or a periodic job that reads in bulk and uploads.",
  indicators: [
    indicator(
      "last-good-age",
      "Age of the last good copy",
      "1",
      "Age of the last good backup divided by its interval.",
      "(now − last success) / interval",
      { weight: 0.35, good: 1, limits: [own("warning", "gt", 1.5, "1")], bad: 3 },
    ),
    indicator(
      "last-save-age",
      "Age of the last snapshot",
      "s",
      "Age of the last snapshot of Redis.",
      "now − last save",
      { weight: 0.1, good: 86400, limits: [T12.limits.lastSaveAge], bad: 345600 },
    ),
    indicator(
      "recovery-point",
      "Actual recovery point",
      "s",
      "What would be lost now.",
      "max(age of the last copy, replica lag)",
      { weight: 0.2, noLimit: "The limit is the recovery point objective of the owner." },
    ),
    indicator(
      "recovery-time",
      "Observed recovery time",
      "s",
      "Recovery time of the last events (P54).",
      "first good − last good",
      { weight: 0.1, noLimit: "The limit is the recovery time objective of the owner." },
    ),
    indicator(
      "restore-tests",
      "Restore tests",
      "{test}",
      "Restores that succeeded in the last quarter.",
      "successful restores in 90 days",
      { weight: 0.1, good: 1, bad: 0, limits: [own("warning", "lt", 1, "{test}")] },
    ),
    indicator(
      "failures",
      "Failed backups",
      "{backup}",
      "Backups that failed.",
      "increase of failures",
      { weight: 0.15, good: 0, bad: 1, limits: [own("warning", "gt", 0, "{backup}")] },
    ),
  ],
  verify: [
    verify(
      "strategy",
      "There is a strategy for backups.",
      ["001", "002"],
      "yes",
      "Age and interval of good copies.",
    ),
    verify("test", "Restoring is tested.", ["001", "002"], "partly", "Restores that succeeded."),
  ],
  alerts: [
    threshold(
      "The last good copy is older than 1.5 intervals.",
      crosses("last-good-age", own("warning", "gt", 1.5, "1")),
    ),
    threshold("A backup failed.", crosses("failures", own("warning", "gt", 0, "{backup}"))),
    threshold("The age of the last copy exceeds the recovery point objective."),
    forecast("The duration of the backup grows beyond its window."),
  ],
  capacity: { model: "growth", formulae: ["F10"], text: "Growth of the size of the copies." },
  actions: ["Repair the job.", "Rehearse the restore."],
  visibility: [
    "Whether a copy can be restored, and the continuity of the business, need a drill; counters of restores are the nearest evidence.",
    "Objectives for recovery point and time are intent, not state.",
  ],
};
