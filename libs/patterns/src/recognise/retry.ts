import { ATTR_HTTP_REQUEST_RESEND_COUNT } from "@opentelemetry/semantic-conventions";
import { groupByLabel, sumValues } from "../evidence/aggregate.ts";
import { pickLabel, readSignal } from "../evidence/read-signals.ts";
import { retryKeys, retrySignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { AttemptEvidence, SpanShape } from "../evidence/span-evidence.ts";
import type { Companion, Recognition } from "./recognition.ts";
import { checkCompanions, nameSignal, rateConfidence } from "./recognition.ts";

const companions: readonly Companion[] = [
  {
    signal: retrySignals.firstTime,
    text: "Calls that took no retry",
    gain: "share of retries",
    statistic: "increase",
  },
  {
    signal: retrySignals.succeeded,
    text: "Calls saved by a retry",
    gain: "success of retries",
    statistic: "increase",
  },
  {
    signal: retrySignals.exhausted,
    text: "Calls that failed after retries",
    gain: "success of retries",
    statistic: "increase",
  },
];

/** A library that counts the outcome of every call has a policy even if nothing was retried yet. */
function recogniseByPolicy(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const readings = readSignal(snapshot, retrySignals.firstTime);
  return [...groupByLabel(readings, retryKeys)].map(([name, own]): Recognition => {
    const check = checkCompanions(
      snapshot,
      companions,
      ({ labels }) => (pickLabel(labels, retryKeys) ?? "") === name,
    );
    return {
      patternId: "P50",
      subject: name === "" ? snapshot.subject.name : name,
      ...rateConfidence(own[0]?.generation ?? "exporter", check),
      evidence: check.evidence,
      missing: check.missing,
    };
  });
}

/** Proxies and clients count retries whether or not any are set: only a count above zero tells. */
function recogniseByCounts(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const retries = [retrySignals.retries, retrySignals.succeeded, retrySignals.exhausted]
    .flatMap((signal) => readSignal(snapshot, signal))
    .filter(({ series }) => (series.increase ?? series.max) > 0);
  return [...groupByLabel(retries, retryKeys)].map(([name, own]): Recognition => ({
    patternId: "P50",
    subject: name === "" ? snapshot.subject.name : name,
    ...rateConfidence(own[0]?.generation ?? "exporter"),
    evidence: own.slice(0, 8).map(({ name: metric, series }) => ({
      text: "Retries counted",
      signal: metric,
      value: series.increase ?? series.max,
    })),
    missing: [{ signal: nameSignal(retrySignals.calls), gain: "share of retries in all calls" }],
  }));
}

function recogniseByAttempts(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const attempts = sumValues(readSignal(snapshot, retrySignals.attempts), "increase");
  const calls = readSignal(snapshot, retrySignals.grpcCalls);
  const total = sumValues(calls, "count");
  if (attempts === undefined || total === undefined || attempts <= total) return [];
  return [
    {
      patternId: "P50",
      subject: snapshot.subject.name,
      ...rateConfidence("exporter"),
      evidence: [
        { text: "Attempts per call", signal: retrySignals.attempts.id, value: attempts / total },
      ],
      missing: [],
    },
  ];
}

/** Whether equal siblings are attempts of one call: they follow a failure and do not overlap. */
export function isRetried({
  calls,
  attempts,
  resends,
  resendsAfterRedirect,
  failedFirstShare,
  overlapShare,
}: AttemptEvidence): boolean {
  const resent = resends - resendsAfterRedirect;
  if (resent > 0) return true;
  return attempts > calls && failedFirstShare >= 0.5 && overlapShare < 0.5;
}

function describeShape(shape: SpanShape, attempts: AttemptEvidence): Recognition {
  const stated = attempts.resends - attempts.resendsAfterRedirect;
  return {
    patternId: "P50",
    subject: shape.peerService ?? shape.serverAddress ?? shape.name,
    ...rateConfidence(stated > 0 ? "current" : "trace-shape"),
    reason:
      stated > 0
        ? "Client spans state that they were sent again."
        : "Equal calls follow one another after failures.",
    evidence: [
      { text: "Calls sent again", signal: ATTR_HTTP_REQUEST_RESEND_COUNT, value: stated },
      {
        text: "Attempts per call",
        signal: shape.name,
        value: attempts.attempts / Math.max(1, attempts.calls),
      },
      { text: "Most attempts of one call", signal: shape.name, value: attempts.maxAttempts },
    ],
    missing: stated > 0 ? [] : [{ signal: ATTR_HTTP_REQUEST_RESEND_COUNT, gain: "certainty" }],
  };
}

function recogniseByShapes(snapshot: EvidenceSnapshot): readonly Recognition[] {
  return snapshot.shapes.flatMap((shape) => {
    const { attempts } = shape;
    return attempts !== undefined && shape.kind === "client" && isRetried(attempts)
      ? describeShape(shape, attempts)
      : [];
  });
}

/**
 * P50: one recognition per retry policy or per peer that is called again: by the metrics of
 * libraries and proxies, by the resend count of spans (redirects and challenges to log in left
 * out), or by equal siblings after failures.
 */
export function recogniseRetries(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const policies = recogniseByPolicy(snapshot);
  if (policies.length > 0) return policies;
  const counted = [...recogniseByCounts(snapshot), ...recogniseByAttempts(snapshot)];
  return counted.length > 0 ? counted : recogniseByShapes(snapshot);
}
