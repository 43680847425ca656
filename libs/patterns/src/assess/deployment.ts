import { readSignal } from "../evidence/read-signals.ts";
import { rolloutSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot, VersionEvidence } from "../evidence/snapshot.ts";
import { compareErrorRatios } from "../formulae/versions.ts";
import { countSteps } from "../recognise/canary.ts";
import { measureSwitchMs, pairVersions } from "../recognise/version-order.ts";
import type { Measurement, PatternAssessor } from "./measurement.ts";
import { decide, findValue, input, measured } from "./measurement.ts";

/** Requests and errors of a version. */
export const countOf = ({ requests, errors }: VersionEvidence) => ({ requests, errors });

function measureBlueGreen(snapshot: EvidenceSnapshot): readonly Measurement[] {
  const pair = pairVersions(snapshot);
  if (pair === undefined) return [];
  const { old, young } = pair;
  const switchMs = measureSwitchMs(young);
  const switched = young.shares.find(({ share }) => share >= 0.95)?.atMs;
  const requests = old.requests + young.requests;
  const errors = old.errors + young.errors;
  const seconds = (fromMs: number, toMs: number) => Math.max(0, toMs - fromMs) / 1000;
  return [
    ...measured(
      "switch-time",
      switchMs === undefined ? undefined : switchMs / 1000,
      "time of 95 % − time of 5 %",
      [input("switch", (switchMs ?? 0) / 1000, "s", young.version, "share of requests")],
    ),
    ...measured(
      "availability",
      requests === 0 ? undefined : 1 - errors / requests,
      "1 − bad / all",
      [
        input("bad", errors, "{request}", "spans by version", "count"),
        input("all", requests, "{request}", "spans by version", "count"),
      ],
    ),
    ...(switched === undefined
      ? []
      : measured("old-kept", seconds(switched, old.lastSeenMs), "end of the old fleet − switch", [
          input("kept", seconds(switched, old.lastSeenMs), "s", old.version, "last seen"),
        ])),
    ...measured(
      "double-time",
      seconds(young.firstSeenMs, old.lastSeenMs),
      "end of the old − start of the new",
      [
        input(
          "both",
          seconds(young.firstSeenMs, old.lastSeenMs),
          "s",
          `${old.version}, ${young.version}`,
          "first and last seen",
        ),
      ],
    ),
  ];
}

/** P55a: indicators and points to verify of a blue-green deployment. */
export const assessBlueGreen: PatternAssessor = {
  measure: (snapshot) => measureBlueGreen(snapshot),
  check: (snapshot, _recognition, measurements) => {
    const pair = pairVersions(snapshot);
    const switchS = findValue(measurements, "switch-time");
    const kept = findValue(measurements, "old-kept");
    const synthetic = pair?.young.syntheticRequests;
    const sizes = pair === undefined ? undefined : [pair.old.instances, pair.young.instances];
    return {
      "double-resources": decide(
        sizes === undefined ? undefined : Math.min(...sizes) >= 0.8 * Math.max(...sizes),
        sizes === undefined ? "Only one version was seen." : `${sizes.join(" and ")} instances.`,
      ),
      "smoke-tests": decide(
        synthetic === undefined ? undefined : synthetic > 0,
        synthetic === undefined
          ? "Test traffic is not marked."
          : `${synthetic} test requests before the switch.`,
      ),
      "fast-switch": decide(
        switchS === undefined ? undefined : switchS <= 120,
        switchS === undefined
          ? "No switch in the window."
          : `The switch took ${switchS.toFixed(0)} s.`,
      ),
      rollback: decide(
        kept === undefined ? undefined : kept >= 600,
        kept === undefined
          ? "No switch in the window."
          : `The old fleet was kept for ${kept.toFixed(0)} s.`,
      ),
    };
  },
};

function measureCanary(snapshot: EvidenceSnapshot): readonly Measurement[] {
  const pair = pairVersions(snapshot);
  if (pair === undefined) return [];
  const { old, young } = pair;
  const verdict = compareErrorRatios(countOf(old), countOf(young));
  const [rest, own] = [old, young].map(({ errors, requests }) =>
    requests === 0 ? 0 : errors / requests,
  );
  const ratio = (own ?? 0) / Math.max(rest ?? 0, 1 / Math.max(1, old.requests));
  // A difference that chance explains is no difference.
  const factor =
    verdict.verdict === "insufficient"
      ? undefined
      : verdict.verdict === "worse"
        ? ratio
        : Math.min(1, ratio);
  const sample = young.requests + old.requests;
  const steps = countSteps(young.shares);
  const name = "spans by version";
  return [
    ...measured(
      "version-verdict",
      factor,
      `error ratio of the canary / of the rest, two-proportion test: ${verdict.verdict}`,
      [
        input("canary", own ?? 0, "1", name, `${young.errors} of ${young.requests}`),
        input("rest", rest ?? 0, "1", name, `${old.errors} of ${old.requests}`),
        input("p", verdict.pValue, "1", name, "two-sided"),
      ],
    ),
    ...measured("sample-requests", sample, "requests of both sides", [
      input("canary", young.requests, "{request}", name, "count"),
      input("rest", old.requests, "{request}", name, "count"),
    ]),
    ...measured("sample-errors", young.errors + old.errors, "errors of both sides", [
      input("canary", young.errors, "{error}", name, "count"),
      input("rest", old.errors, "{error}", name, "count"),
    ]),
    ...measured("exposure", young.requests, "requests on the canary", [
      input("canary", young.requests, "{request}", name, "count"),
    ]),
    ...measured("steps", steps, "changes of the share", [
      input("steps", steps, "{step}", name, "count"),
    ]),
  ];
}

/** P55b: indicators and points to verify of a canary. */
export const assessCanary: PatternAssessor = {
  measure: (snapshot) => measureCanary(snapshot),
  check: (snapshot) => {
    const pair = pairVersions(snapshot);
    const weight = readSignal(snapshot, rolloutSignals.canaryWeight).length > 0;
    const analysis = readSignal(snapshot, rolloutSignals.analysis).length > 0;
    const isKnown = pair !== undefined;
    return {
      "percentage-routing": decide(
        isKnown || weight ? true : undefined,
        isKnown ? "The share of each version is known." : "Only the controller is seen.",
      ),
      "detailed-metrics": decide(
        isKnown ? true : undefined,
        "Requests, errors and durations are known per version.",
      ),
      "success-criteria": decide(
        analysis ? true : undefined,
        analysis
          ? "Analysis runs report their verdicts."
          : "Criteria are not in the telemetry; ask the owner.",
      ),
    };
  },
};
