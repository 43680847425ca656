import {
  ATTR_K8S_HPA_METRIC_TYPE,
  ATTR_K8S_HPA_NAME,
  ATTR_K8S_HPA_SCALETARGETREF_NAME,
  METRIC_K8S_CONTAINER_READY,
  METRIC_K8S_HPA_METRIC_TARGET_CPU_AVERAGE_UTILIZATION,
  METRIC_K8S_HPA_POD_CURRENT,
  METRIC_K8S_HPA_POD_DESIRED,
  METRIC_K8S_HPA_POD_MAX,
  METRIC_K8S_HPA_POD_MIN,
} from "@opentelemetry/semantic-conventions/incubating";
import { minuteMs } from "../../limits/limit.ts";
import { T1, T23, T3 } from "../../limits/kubernetes-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  defined,
  forecast,
  indicator,
  leavesBand,
  log,
  metric,
  own,
  ownBaseline,
  reaches,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P04: Horizontal Pod Autoscaler, KEDA and Knative. */
export const horizontalPodAutoscaler: PatternRecord = {
  id: "P04",
  slug: "horizontal-pod-autoscaler",
  family: "scaling",
  name: "Horizontal Pod Autoscaler, KEDA and Knative",
  what: "Kubernetes changes the number of pods so that a metric stays near its target. KEDA feeds it with events such as queue length, Knative with concurrency and can go to zero.",
  whenToUse:
    "Use it for stateless workloads on Kubernetes with a metric that rises with load. Take queue length or requests in flight rather than CPU for work that waits for others.",
  grade: "direct",
  evidence: [
    metric("semconv", [
      METRIC_K8S_HPA_POD_CURRENT,
      METRIC_K8S_HPA_POD_DESIRED,
      METRIC_K8S_HPA_POD_MAX,
      METRIC_K8S_HPA_POD_MIN,
      METRIC_K8S_HPA_METRIC_TARGET_CPU_AVERAGE_UTILIZATION,
    ]),
    attribute("semconv", [
      ATTR_K8S_HPA_NAME,
      ATTR_K8S_HPA_SCALETARGETREF_NAME,
      ATTR_K8S_HPA_METRIC_TYPE,
    ]),
    metric("collector-2026", [
      "k8s.hpa.current_replicas",
      "k8s.hpa.desired_replicas",
      "k8s.hpa.max_replicas",
      "k8s.hpa.min_replicas",
    ]),
    metric("exporter", [
      "kube_horizontalpodautoscaler_status_desired_replicas",
      "kube_horizontalpodautoscaler_status_current_replicas",
      "kube_horizontalpodautoscaler_spec_max_replicas",
      "kube_horizontalpodautoscaler_spec_min_replicas",
      "kube_horizontalpodautoscaler_spec_target_metric",
      "kube_horizontalpodautoscaler_status_target_metric",
    ]),
    metric(
      "exporter",
      ["kube_horizontalpodautoscaler_status_condition"],
      "Conditions ScalingActive, AbleToScale and ScalingLimited.",
    ),
    metric("exporter", [
      "kube_poddisruptionbudget_status_pod_disruptions_allowed",
      "kube_pod_container_resource_requests",
      "container_cpu_cfs_throttled_periods_total",
    ]),
    metric(
      "exporter",
      [
        "keda_scaler_active",
        "keda_scaler_metrics_value",
        "keda_scaler_errors_total",
        "keda_scaled_object_paused",
      ],
      "KEDA.",
    ),
    metric(
      "exporter",
      [
        "kn.revision.pods.desired",
        "kn.revision.concurrency.target",
        "kn.revision.concurrency.panic",
      ],
      "Knative.",
    ),
    metric(
      "exporter",
      ["kube_pod_status_ready", "kube_pod_status_ready_time", "kube_pod_created"],
      "Readiness and start time.",
    ),
    metric("semconv", [METRIC_K8S_CONTAINER_READY]),
    log("code", ["SuccessfulRescale"], "Reason of a Kubernetes event."),
    attribute("collector", ["k8s.event.reason"], "From the k8s_events receiver."),
  ],
  detect:
    "Any autoscaler series that names the workload, or its event reasons. KEDA or Knative series refine the type.",
  variants: [
    {
      name: "Horizontal Pod Autoscaler",
      signature: "Autoscaler replica series or rescale events only.",
    },
    { name: "KEDA", signature: "KEDA scaler series name the workload." },
    { name: "Knative", signature: "Knative revision series name the workload." },
  ],
  indicators: [
    indicator(
      "headroom",
      "Replica headroom",
      "1",
      "Replicas that may still be added, as a share of the maximum.",
      "(max − desired)/max",
      {
        weight: 0.25,
        good: 0.3,
        limits: [
          own("warning", "lte", 0.1, "1"),
          defined("critical", "lte", 0, "1", 15 * minuteMs),
        ],
      },
    ),
    indicator(
      "used-of-maximum",
      "Replicas of the maximum",
      "1",
      "Current replicas divided by the maximum.",
      "current / max",
      { weight: 0.1, good: 0.7, limits: [T1.limits.atMaximum] },
    ),
    indicator(
      "time-at-bounds",
      "Time at maximum and minimum",
      "1",
      "Share of the window at either bound.",
      "time with desired = max or desired = min / window",
      { weight: 0.05, noLimit: ownBaseline },
    ),
    indicator(
      "desired-gap",
      "Desired replicas not reached",
      "{pod}",
      "Desired minus current replicas.",
      "desired − current",
      { weight: 0.15, good: 0, bad: 1, limits: [T1.limits.desiredNotReached] },
    ),
    indicator(
      "flapping",
      "Direction changes",
      "{change}/h",
      "Changes between growing and shrinking per hour.",
      ["F5", "sign changes of Δreplicas per hour"],
      { weight: 0.1, good: 0, limits: [own("warning", "gt", 4, "{change}/h")] },
    ),
    indicator(
      "scaling-inactive",
      "Autoscaler without metrics",
      "1",
      "1 while the condition ScalingActive is false, which means that its metrics are missing.",
      "1 if ScalingActive is false, else 0",
      { weight: 0.15, good: 0, bad: 1, limits: [defined("critical", "gt", 0, "1")] },
    ),
    indicator(
      "throttled-periods",
      "CPU throttling",
      "1",
      "Throttled scheduler periods divided by all periods.",
      "increase of throttled periods / increase of all periods",
      { weight: 0.1, good: 0.05, limits: [T3.limits.throttledPeriods] },
    ),
    indicator(
      "start-time",
      "Start time",
      "s",
      "Time from creation of a pod to readiness.",
      "ready time − creation time",
      {
        weight: 0.1,
        good: 15,
        limits: [T23.limits.initialReadiness, T23.limits.cpuInitialisation],
      },
    ),
  ],
  verify: [
    verify(
      "requests-limits",
      "Requests and limits are set.",
      ["001"],
      "yes",
      "A request series and a limit series exist for every container; utilisation targets need CPU requests.",
    ),
    verify(
      "scaling-metrics",
      "The right metrics are used.",
      ["001"],
      "partly",
      "The target metric series against latency.",
    ),
    verify(
      "probes",
      "Readiness and liveness probes exist.",
      ["001"],
      "partly",
      "Readiness transitions and periodic probe routes.",
    ),
    verify(
      "disruption-budget",
      "A disruption budget allows at least one disruption.",
      ["001"],
      "yes",
      "The series of allowed disruptions is at least 1.",
    ),
    verify(
      "scaling-behaviour",
      "Scaling behaviour is watched.",
      ["001"],
      "yes",
      "The replica history.",
    ),
  ],
  alerts: [
    threshold(
      "Replicas have been at the maximum for 15 minutes.",
      crosses("used-of-maximum", T1.limits.atMaximum),
    ),
    threshold(
      "Desired and current replicas differ for 15 minutes and nothing moves.",
      crosses("desired-gap", T1.limits.desiredNotReached),
    ),
    threshold(
      "The autoscaler has no metrics.",
      crosses("scaling-inactive", defined("critical", "gt", 0, "1")),
      "critical",
    ),
    threshold(
      "Desired replicas have been at the minimum for a day with a minimum above 3: the service is over-provisioned.",
      undefined,
      "info",
    ),
    anomaly("The service is rescaled more often than usual.", leavesBand("flapping")),
    forecast(
      "The forecast of desired replicas, from the load forecast and the ratio rule, crosses the maximum within lead time.",
      reaches("headroom", "lt", 0),
    ),
  ],
  capacity: {
    model: "autoscaler",
    formulae: [],
    text: "Desired replicas = ceil(current × metric/target), unless the metric is within ±10 % of its target. The rule is simulated on the load forecast, with the start time of a pod as delay. Kubernetes decides every 15 s, waits 300 s before scaling in, 30 s for initial readiness and 5 minutes before it trusts CPU of a new pod.",
  },
  actions: [
    "Raise the maximum or the node capacity.",
    "Fix the requests.",
    "Scale on queue length or requests in flight for work that waits for others.",
    "Widen the window for scaling in.",
  ],
  visibility: [
    "The behaviour policy of the autoscaler is configuration; it is inferred from the steps seen.",
    "One replica by design and an autoscaled service that is scaled to one look the same unless autoscaler series exist.",
  ],
};
