import { ATTR_K8S_CRONJOB_NAME } from "@opentelemetry/semantic-conventions";
import {
  ATTR_FAAS_CRON,
  ATTR_FAAS_TRIGGER,
  METRIC_K8S_CRONJOB_JOB_ACTIVE,
  METRIC_K8S_JOB_POD_SUCCESSFUL,
} from "@opentelemetry/semantic-conventions/incubating";
import { T2 } from "../../limits/kubernetes-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  reaches,
  resource,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P42: Scheduled jobs. */
export const scheduledJobs: PatternRecord = {
  id: "P42",
  slug: "scheduled-jobs",
  family: "messaging",
  name: "Scheduled jobs",
  what: "Work that starts at fixed times, such as reports, clean-ups and imports. It fails silently unless somebody watches for runs that did not come.",
  whenToUse:
    "Use it for work bound to the clock. Spread the starts, and make sure that a run ends before the next begins.",
  grade: "direct",
  evidence: [
    attribute("semconv", [ATTR_FAAS_TRIGGER, ATTR_FAAS_CRON], "Trigger timer."),
    resource("semconv", [ATTR_K8S_CRONJOB_NAME]),
    metric("semconv", [METRIC_K8S_CRONJOB_JOB_ACTIVE, METRIC_K8S_JOB_POD_SUCCESSFUL]),
    metric("exporter", [
      "kube_cronjob_next_schedule_time",
      "kube_cronjob_status_last_successful_time",
      "kube_job_failed",
    ]),
    traceShape("Root INTERNAL spans at a fixed period, with the scope name of a scheduler."),
  ],
  detect:
    "Root spans whose time between starts has a coefficient of variation below 0.1, or series of cron jobs.",
  indicators: [
    indicator(
      "success-age",
      "Age of the last success",
      "1",
      "Time since the last success divided by the interval.",
      "(now − last success) / interval",
      { weight: 0.35, good: 1, limits: [own("warning", "gt", 1.5, "1")], bad: 2 },
    ),
    indicator("failed-jobs", "Failed jobs", "{job}", "Jobs that failed.", "failed jobs", {
      weight: 0.2,
      good: 0,
      bad: 1,
      limits: [T2.limits.jobFailed],
    }),
    indicator(
      "missed-runs",
      "Missed runs",
      "{run}",
      "Starts that did not come.",
      "expected starts − starts",
      { weight: 0.15, good: 0, bad: 2, limits: [own("warning", "gt", 0, "{run}")] },
    ),
    indicator(
      "overlap",
      "Overlapping runs",
      "{run}",
      "Runs that began before the last one had ended.",
      "concurrent runs − 1",
      { weight: 0.1, good: 0, bad: 2, limits: [own("warning", "gt", 0, "{run}")] },
    ),
    indicator(
      "duration-share",
      "Duration of the interval",
      "1",
      "Duration of a run divided by the interval.",
      "duration / interval",
      { weight: 0.15, good: 0.3, limits: [own("warning", "gt", 0.8, "1")], bad: 1 },
    ),
    indicator(
      "load-spike",
      "Load spike",
      "1",
      "Load of the stores during a run divided by their load before it.",
      "load in the run / load before",
      { weight: 0.05, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "runs-on-time",
      "Jobs run when they should.",
      [],
      "yes",
      "Missed runs and the age of the last success.",
    ),
  ],
  alerts: [
    threshold(
      "The last success is older than 1.5 intervals.",
      crosses("success-age", own("warning", "gt", 1.5, "1")),
    ),
    threshold("A job has been failed for 15 minutes.", crosses("failed-jobs", T2.limits.jobFailed)),
    anomaly("A run takes longer than usual.", leavesBand("duration-share")),
    forecast("The duration grows towards the interval.", reaches("duration-share", "gte", 1)),
  ],
  capacity: { model: "growth", formulae: ["F10"], text: "Growth of the duration to the interval." },
  actions: ["Spread the starts.", "Shard the work.", "Take a lock so that runs do not overlap."],
  visibility: [],
};
