import {
  ATTR_CONTAINER_IMAGE_TAGS,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_K8S_DEPLOYMENT_NAME,
  ATTR_K8S_REPLICASET_NAME,
  ATTR_SERVICE_VERSION,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_DEPLOYMENT_ID,
  ATTR_DEPLOYMENT_NAME,
  ATTR_DEPLOYMENT_STATUS,
  ATTR_FEATURE_FLAG_RESULT_VARIANT,
} from "@opentelemetry/semantic-conventions/incubating";
import { T8 } from "../../limits/kubernetes-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  ownObjective,
  resource,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P55b: Canary deployment. */
export const canaryDeployment: PatternRecord = {
  id: "P55b",
  slug: "canary-deployment",
  family: "deployment",
  name: "Canary deployment",
  what: "A small share of the traffic goes to the new version first and is compared with the rest. The share grows step by step while the comparison stays good.",
  whenToUse:
    "Use it when there is enough traffic to tell versions apart within minutes, and when a bad release must reach few users.",
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
      ],
      "As for blue-green, with a share of the new version between 0.5 % and 50 %.",
    ),
    metric(
      "exporter",
      [
        "flagger_canary_weight",
        "flagger_canary_status",
        "flagger_canary_failures_total",
        "analysis_run_metric_phase",
        "experiment_phase",
      ],
      "Flagger and Argo Rollouts.",
    ),
    metric("exporter", ["nginx_ingress_controller_requests"], "Label canary."),
    metric("exporter", ["canary.upstream_rq_completed"], "Envoy."),
    metric("exporter", ["istio_requests_total"], "Label destination_version."),
    attribute("semconv", [ATTR_FEATURE_FLAG_RESULT_VARIANT], "Variants for segments of users."),
  ],
  detect:
    "The share of the new version stays in a band for at least 5 minutes and then steps up; its fleet is much smaller than the rest.",
  indicators: [
    indicator(
      "version-verdict",
      "Canary against the rest",
      "1",
      "Ratio of errors of the canary divided by that of the rest, with the verdict of the comparison of versions.",
      ["F18", "error ratio of canary / error ratio of the rest"],
      { weight: 0.35, noLimit: "It is judged by a statistical test, not by a number." },
    ),
    indicator(
      "burn-rate",
      "Burn rate of the canary",
      "1",
      "Burn of the error budget by the canary alone.",
      ["F6", "bad ratio / (1 − objective)"],
      {
        weight: 0.25,
        good: 1,
        limits: [T8.limits.ticketFast, T8.limits.pageSlow, T8.limits.pageFast],
      },
    ),
    indicator(
      "sample-requests",
      "Requests compared",
      "{request}",
      "Requests in the comparison over both sides.",
      "requests of both sides",
      { weight: 0.1, good: 1000, limits: [own("info", "lt", 500, "{request}")], bad: 0 },
    ),
    indicator(
      "sample-errors",
      "Errors compared",
      "{error}",
      "Errors in the comparison over both sides.",
      "errors of both sides",
      {
        weight: 0.02,
        noLimit:
          "No verdict is given with fewer than 10 errors over both sides, which is good news rather than bad.",
      },
    ),
    indicator(
      "exposure",
      "Exposure",
      "{request}",
      "Requests that the canary served before the decision.",
      "requests on the canary",
      { weight: 0.08, noLimit: ownObjective },
    ),
    indicator("steps", "Steps", "{step}", "Steps of the share.", "changes of the share", {
      weight: 0.05,
      noLimit: ownBaseline,
    }),
    indicator(
      "decision-time",
      "Time to decision",
      "s",
      "Time from the first canary request to promotion or abort.",
      "decision − first request",
      { weight: 0.05, noLimit: ownBaseline },
    ),
    indicator(
      "segment-skew",
      "Segment skew",
      "1",
      "Distance between the users of the canary and the rest.",
      ["F18", "distance of the distributions of routes and clients"],
      { weight: 0.1, good: 0, limits: [own("warning", "gt", 0.2, "1")] },
    ),
  ],
  verify: [
    verify(
      "percentage-routing",
      "Traffic is routed by percentage.",
      ["001"],
      "yes",
      "Series of the version share.",
    ),
    verify(
      "detailed-metrics",
      "Metrics per version are detailed.",
      ["001"],
      "yes",
      "Rate, errors and duration per version exist.",
    ),
    verify(
      "success-criteria",
      "Criteria for success and failure are set.",
      ["001"],
      "no",
      "Visible only as metrics of analysis runs (Argo, Flagger); otherwise ask.",
    ),
    verify(
      "automatic-rollback",
      "Rollback is automatic.",
      ["001"],
      "partly",
      "The share returns to 0 within minutes of a rise of errors, without a human event.",
    ),
    verify(
      "user-segments",
      "Segments of users are chosen.",
      ["001"],
      "partly",
      "Variants of flags, or a split by header.",
    ),
  ],
  alerts: [
    threshold(
      "The canary burns its error budget fast.",
      crosses("burn-rate", T8.limits.pageFast),
      "critical",
    ),
    anomaly(
      "The canary is judged worse than the rest.",
      leavesBand("version-verdict", "above", "peers"),
    ),
  ],
  capacity: {
    model: "none",
    formulae: ["F18"],
    text: "The sample needed to detect a difference δ follows from the power of the two-proportion test; no verdict below 500 requests and 10 errors over both sides.",
  },
  actions: ["Abort or promote."],
  visibility: ["Criteria for success are intent; only analysis runs show them."],
};
