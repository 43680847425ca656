import {
  ATTR_CONTAINER_IMAGE_TAGS,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_K8S_DEPLOYMENT_NAME,
  ATTR_K8S_POD_LABEL,
  ATTR_K8S_REPLICASET_NAME,
  ATTR_SERVICE_VERSION,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_DEPLOYMENT_ID,
  ATTR_DEPLOYMENT_NAME,
  ATTR_DEPLOYMENT_STATUS,
  ATTR_USER_AGENT_SYNTHETIC_TYPE,
  METRIC_CICD_PIPELINE_RUN_DURATION,
} from "@opentelemetry/semantic-conventions/incubating";
import { T29 } from "../../limits/stream-limits.ts";
import {
  anomaly,
  attribute,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  resource,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P55a: Blue-green deployment. */
export const blueGreenDeployment: PatternRecord = {
  id: "P55a",
  slug: "blue-green-deployment",
  family: "deployment",

  name: "Blue-green deployment",
  what: "The new version is built up beside the old one at full size, tested, and then all traffic is switched to it at once. The old one stays for a while, so that switching back takes minutes.",
  whenToUse:
    "Use it when a release must be quick to undo and double resources are affordable for an hour. Data must fit both versions.",
  grade: "inferred",
  evidence: [
    resource(
      "semconv",
      [
        ATTR_SERVICE_VERSION,
        ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
        ATTR_DEPLOYMENT_ID,
        ATTR_DEPLOYMENT_NAME,
        ATTR_DEPLOYMENT_STATUS,
        ATTR_CONTAINER_IMAGE_TAGS,
        ATTR_K8S_REPLICASET_NAME,
        ATTR_K8S_DEPLOYMENT_NAME,
        ATTR_K8S_POD_LABEL("<key>"),
      ],
      "Version and environment name are stable, those of the deployment in development.",
    ),
    metric(
      "exporter",
      ["rollout_info", "rollout_phase", "rollout_info_replicas_available"],
      "Argo Rollouts; the first carries the strategy.",
    ),
    metric("docs", ["RequestCount"], "CloudWatch, share of the load balancer per target group."),
    metric("exporter", ["kube_service_labels"]),
    metric("semconv", [METRIC_CICD_PIPELINE_RUN_DURATION], "Release candidate."),
    attribute("semconv", [ATTR_USER_AGENT_SYNTHETIC_TYPE], "Test traffic before the switch."),
  ],
  detect:
    "Two full fleets of one service (sizes within 20 %) with different version or label are alive together, the traffic share of the new one goes from about 0 to about 1 within 2 minutes, and the old fleet is kept for a while. Synthetic or low traffic reaches the new one before.",
  indicators: [
    indicator(
      "switch-time",
      "Switch time",
      "s",
      "Time in which the share of the new version goes from 5 % to 95 %.",
      "time of 95 % − time of 5 %",
      { weight: 0.2, good: 30, limits: [own("warning", "gt", 120, "s")], bad: 600 },
    ),
    indicator(
      "switch-errors",
      "Errors in the switch window",
      "1",
      "Ratio of errors of the new version, with the verdict of the comparison of versions.",
      ["F18", "errors / requests around the switch"],
      { weight: 0.3, noLimit: "It is judged against the old version, not against a number." },
    ),
    indicator(
      "availability",
      "Availability",
      "1",
      "Share of good answers over the deployment.",
      "1 − bad / all",
      {
        weight: 0.15,
        good: 0.9999,
        limits: [T29.limits.availabilityHighest, T29.limits.availabilityHigh],
      },
    ),
    indicator(
      "warm-before-switch",
      "Warm before the switch",
      "1",
      "1 if caches and pools of the new fleet were at their steady state before the switch.",
      "warm members / members",
      { weight: 0.1, good: 1, limits: [own("warning", "lt", 1, "1")], bad: 0 },
    ),
    indicator(
      "old-kept",
      "Old fleet kept",
      "s",
      "Time the old fleet was kept after the switch, which must cover the window for rolling back.",
      "end of the old fleet − switch",
      { weight: 0.1, noLimit: "The window for rolling back is set by the owner." },
    ),
    indicator(
      "compatibility-errors",
      "Compatibility errors",
      "1",
      "Errors of the schema type on either version.",
      "schema errors / requests",
      { weight: 0.1, good: 0, limits: [own("warning", "gt", 0, "1")], bad: 0.01 },
    ),
    indicator(
      "double-time",
      "Time at double size",
      "s",
      "Time in which both fleets run.",
      "end of the old fleet − start of the new",
      { weight: 0.05, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "double-resources",
      "Resources suffice for two fleets.",
      ["001"],
      "yes",
      "Both fleets have sizes within 20 % during the overlap.",
    ),
    verify(
      "data-in-step",
      "Data is in step for both versions.",
      ["001"],
      "partly",
      "Errors of the schema type on either version; replication lag at the switch.",
    ),
    verify(
      "smoke-tests",
      "Smoke tests run before the switch.",
      ["001"],
      "yes",
      "Synthetic or low-rate traffic on the new version before the switch.",
    ),
    verify(
      "fast-switch",
      "The switch at the balancer is fast.",
      ["001"],
      "yes",
      "Time of the traffic share from 5 % to 95 %.",
    ),
    verify(
      "rollback",
      "A strategy for rolling back is kept.",
      ["001"],
      "partly",
      "The old fleet is kept for the window; past rollbacks are seen.",
    ),
  ],
  alerts: [
    threshold("The new version has more errors than it should."),
    anomaly(
      "Within 10 minutes of the switch the new version is judged worse: propose to roll back.",
      leavesBand("switch-errors", "above", "peers"),
    ),
    forecast("Two fleets would exceed the quota of resources."),
  ],
  capacity: { model: "none", formulae: ["F18"], text: "Twice the fleet during the deployment." },
  actions: ["Switch back."],
  visibility: ["The wanted window for rolling back is intent, not state."],
};
