import {
  ATTR_K8S_CRONJOB_NAME,
  ATTR_K8S_JOB_NAME,
} from "@opentelemetry/semantic-conventions/incubating";
import type { Reading } from "../evidence/read-signals.ts";
import { pickLabel, readSignal } from "../evidence/read-signals.ts";
import { jobSignals, queueKeys } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { DestinationEvidence } from "../evidence/topology-evidence.ts";
import type { Companion, Recognition } from "./recognition.ts";
import { checkCompanions, rateConfidence } from "./recognition.ts";

/** Work on a message from this time on is a job and not the handling of an event. */
const leastRuntimeS = 1;
const jobKeys = [...queueKeys, ATTR_K8S_JOB_NAME, "job_name"];
const jobName = /job|task|worker/i;

const companions: readonly Companion[] = [
  { signal: jobSignals.waiting, text: "Jobs that wait", gain: "backlog" },
  { signal: jobSignals.active, text: "Jobs in work", gain: "use of the workers" },
  {
    signal: jobSignals.runtime,
    text: "Mean time of a job in s",
    gain: "use of the workers",
    statistic: "avg",
  },
  { signal: jobSignals.latency, text: "Wait in the queue in s", gain: "wait in the queue" },
  {
    signal: jobSignals.failed,
    text: "Jobs failed",
    gain: "share of failures",
    statistic: "increase",
  },
];

/** Jobs that a schedule starts are a pattern of their own. */
function isScheduled({ labels }: Reading): boolean {
  const owner = pickLabel(labels, ["owner_kind", "created_by_kind"]);
  return pickLabel(labels, [ATTR_K8S_CRONJOB_NAME]) !== undefined || owner === "CronJob";
}

/** Queue or job that a reading belongs to. */
export function nameJobQueue({ labels }: Reading): string {
  return pickLabel(labels, jobKeys) ?? "";
}

function recogniseByMetrics(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const { active, waiting, latency, workers } = jobSignals;
  const readings = [active, waiting, latency, workers]
    .flatMap((signal) => readSignal(snapshot, signal))
    .filter((reading) => !isScheduled(reading));
  return [...Map.groupBy(readings, nameJobQueue)].map(([queue, own]): Recognition => {
    const check = checkCompanions(snapshot, companions, (one) => {
      const name = nameJobQueue(one);
      return name === "" || name === queue;
    });
    return {
      patternId: "P41",
      subject: queue === "" ? snapshot.subject.name : queue,
      ...rateConfidence(own[0]?.generation ?? "exporter", check),
      evidence: check.evidence,
      missing: check.missing,
    };
  });
}

function isJobDestination({ name, processMeanS }: DestinationEvidence): boolean {
  const runtimeS = processMeanS ?? 0;
  return runtimeS >= leastRuntimeS || (jobName.test(name) && runtimeS >= leastRuntimeS / 10);
}

/** A service that only takes messages and works long on each. */
function recogniseByShape(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const { name } = snapshot.subject;
  const serves = snapshot.shapes.some(({ kind }) => kind === "server");
  if (serves) return [];
  return snapshot.destinations
    .filter(({ consumers }) => consumers.some(({ service }) => service === name))
    .filter(isJobDestination)
    .map((destination) => ({
      patternId: "P41" as const,
      subject: destination.name,
      ...rateConfidence("trace-shape"),
      evidence: [
        {
          text: "Mean time on a message in s",
          signal: destination.name,
          value: destination.processMeanS ?? null,
        },
        { text: "Spans of requests served", signal: name, value: 0 },
      ],
      missing: [{ signal: "metrics of the job queue", gain: "backlog, failures and retries" }],
    }));
}

/**
 * P41: one recognition per job queue: Celery, Sidekiq, BullMQ and Kubernetes jobs by their metrics;
 * else a service that serves no requests and works long on what it takes from a queue. Jobs that a
 * schedule starts are left out.
 */
export function recogniseJobQueues(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const found = recogniseByMetrics(snapshot);
  return found.length > 0 ? found : recogniseByShape(snapshot);
}
