import {
  ATTR_K8S_NODE_NAME,
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  METRIC_HTTP_SERVER_REQUEST_DURATION,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_CLOUD_AVAILABILITY_ZONE,
  METRIC_K8S_DEPLOYMENT_POD_AVAILABLE,
  METRIC_K8S_DEPLOYMENT_POD_DESIRED,
  METRIC_K8S_REPLICASET_POD_DESIRED,
  METRIC_K8S_STATEFULSET_POD_READY,
  METRIC_K8S_STATEFULSET_READY_PODS,
} from "@opentelemetry/semantic-conventions/incubating";
import { T2 } from "../../limits/kubernetes-limits.ts";
import {
  anomaly,
  crosses,
  defined,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  reaches,
  required,
  resource,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P01: Horizontal scaling. */
export const horizontalScaling: PatternRecord = {
  id: "P01",
  slug: "horizontal-scaling",
  family: "scaling",
  name: "Horizontal scaling",
  what: "Several equal instances of a service share its load, and more instances are added when the load grows. Any instance can answer any request, so the loss of one costs capacity but not the service.",
  whenToUse:
    "Use it when one machine is not enough or its loss is not acceptable, and when the instances keep no state of their own. Stop adding instances where a shared lock, a shared database or chatter between instances eats the gain.",
  grade: "inferred",
  evidence: [
    resource(
      "semconv",
      [ATTR_SERVICE_INSTANCE_ID, ATTR_SERVICE_NAME],
      "Distinct instances per service.",
    ),
    metric("semconv", [
      METRIC_K8S_DEPLOYMENT_POD_DESIRED,
      METRIC_K8S_DEPLOYMENT_POD_AVAILABLE,
      METRIC_K8S_REPLICASET_POD_DESIRED,
      METRIC_K8S_STATEFULSET_POD_READY,
    ]),
    metric(
      "semconv",
      [METRIC_HTTP_SERVER_REQUEST_DURATION],
      "Its count per instance shows how the load is spread.",
    ),
    metric("collector-2026", [
      "k8s.deployment.desired",
      "k8s.deployment.available",
      METRIC_K8S_STATEFULSET_READY_PODS,
    ]),
    metric("exporter", [
      "kube_deployment_spec_replicas",
      "kube_deployment_status_replicas_available",
    ]),
    resource(
      "semconv",
      [ATTR_CLOUD_AVAILABILITY_ZONE, ATTR_K8S_NODE_NAME],
      "Spread over zones and nodes.",
    ),
    traceShape("The same route is served by many instances and callers are spread over them."),
  ],
  detect:
    "Two or more instances of one service live in the same window and take the same routes for at least 80 % of it, without a split into roles such as primary and replica. Where the number of instances follows the load (rank correlation above 0.5) the scaling is elastic, where it stays constant it is static.",
  variants: [
    { name: "Elastic", signature: "The rank correlation of load and instance count is above 0.5." },
    { name: "Static", signature: "The instance count stays constant while the load changes." },
  ],
  indicators: [
    indicator(
      "scaling-efficiency",
      "Scaling efficiency",
      "1",
      "Throughput of N instances divided by N times the throughput of one; 1 is linear scaling.",
      ["F11", "E = X(N)/(N·X(1))"],
      { weight: 0.25, good: 0.9, limits: [own("warning", "lt", 0.5, "1")] },
    ),
    indicator(
      "load-cv",
      "Uneven load",
      "1",
      "Coefficient of variation of the load over equal instances.",
      ["F4", "σ/μ of the requests per instance"],
      { weight: 0.2, good: 0.1, limits: [own("warning", "gt", 0.25, "1")] },
    ),
    indicator(
      "peak-ratio",
      "Busiest instance",
      "1",
      "Load of the busiest instance divided by the mean load.",
      ["F4", "max/μ of the requests per instance"],
      { weight: 0.15, good: 1.1, limits: [own("warning", "gt", 1.5, "1")] },
    ),
    indicator(
      "single-instance-share",
      "Dependence on one instance",
      "1",
      "Share of the work done by the busiest instance.",
      "Requests of the busiest instance / all requests",
      {
        weight: 0.1,
        noLimit:
          "An even share depends on the number of instances; judge it through the busiest instance.",
      },
    ),
    indicator(
      "zones",
      "Zones in use",
      "{zone}",
      "Zones over which the instances are spread.",
      "Distinct availability zones of live instances",
      { weight: 0.1, good: 2, bad: 1, limits: [required("warning", "lt", 2, "{zone}")] },
    ),
    indicator(
      "survivor-load",
      "Load after the loss of one instance",
      "1",
      "Peak load divided by what the remaining instances can sustain.",
      ["F14", "peak / ((N−1)·C₁)"],
      { weight: 0.1, good: 0.7, limits: [defined("warning", "gt", 1, "1")] },
    ),
    indicator(
      "missing-replicas",
      "Missing replicas",
      "{pod}",
      "Desired minus available replicas.",
      "desired − available",
      { weight: 0.1, good: 0, bad: 1, limits: [T2.limits.replicasMissing] },
    ),
  ],
  verify: [
    verify(
      "no-single-point",
      "There is no single point of failure.",
      ["000", "004"],
      "yes",
      "At least 2 instances on at least 2 nodes in at least 2 zones.",
    ),
    verify(
      "local-state",
      "Instances hold no data that must be consistent.",
      ["000", "004"],
      "partly",
      "Session affinity, stateful sets and local volumes are flagged as a consistency risk.",
    ),
    verify(
      "network-latency",
      "The latency added by the network is known.",
      ["004"],
      "yes",
      "Client span time minus server span time per caller.",
    ),
  ],
  alerts: [
    threshold(
      "Fewer replicas are available than desired.",
      crosses("missing-replicas", T2.limits.replicasMissing),
    ),
    anomaly(
      "The spread of load over instances is above its band of the last 4 weeks.",
      leavesBand("load-cv"),
    ),
    forecast(
      "The forecast peak exceeds what all instances but one can sustain.",
      reaches("survivor-load", "gt", 1),
    ),
  ],
  capacity: {
    model: "usl",
    formulae: ["F11", "F14"],
    text: "The universal scalability law is fitted on pairs of instance count and throughput at steady latency; it gives the best instance count N*, contention σ and coherency κ. A fit is refused with fewer than 6 distinct counts or when the load never reached saturation.",
  },
  actions: [
    "Add instances while their number is below N*.",
    "Beyond N*, first remove contention: a shared lock, a shared database, chatty coordination.",
  ],
  visibility: [
    "The intent to survive the loss of an instance, a zone or a region is not in telemetry; set it as an objective.",
    "One replica by design and an autoscaled service that is scaled to one look the same unless autoscaler series exist.",
  ],
};
