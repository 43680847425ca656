import {
  METRIC_K8S_CONTAINER_CPU_REQUEST_DESIRED,
  METRIC_K8S_CONTAINER_CPU_LIMIT_DESIRED,
  METRIC_K8S_CONTAINER_READY,
  METRIC_K8S_DEPLOYMENT_POD_AVAILABLE,
  METRIC_K8S_DEPLOYMENT_POD_DESIRED,
  METRIC_K8S_HPA_POD_CURRENT,
  METRIC_K8S_HPA_POD_DESIRED,
  METRIC_K8S_HPA_POD_MAX,
  METRIC_K8S_HPA_POD_MIN,
  METRIC_K8S_REPLICASET_POD_DESIRED,
  METRIC_K8S_STATEFULSET_POD_DESIRED,
  METRIC_K8S_STATEFULSET_POD_READY,
  METRIC_K8S_STATEFULSET_POD_UPDATED,
  ATTR_K8S_DEPLOYMENT_NAME,
  ATTR_K8S_HPA_NAME,
  ATTR_K8S_HPA_SCALETARGETREF_NAME,
  ATTR_K8S_STATEFULSET_NAME,
} from "@opentelemetry/semantic-conventions/incubating";
import { named, signal } from "../signal.ts";

/** Labels that name an autoscaler. */
export const autoscalerKeys = [
  ATTR_K8S_HPA_NAME,
  "horizontalpodautoscaler",
  "hpa",
  "scaledObject",
  "scaled_object",
  "kn.revision.name",
  "revision_name",
];
/** Labels that name the workload that an autoscaler scales. */
export const scaleTargetKeys = [ATTR_K8S_HPA_SCALETARGETREF_NAME, "scaletargetref_name"];
/** Labels that name a workload. */
export const workloadKeys = [
  ATTR_K8S_DEPLOYMENT_NAME,
  ATTR_K8S_STATEFULSET_NAME,
  "deployment",
  "statefulset",
];

/** Signals of autoscalers: the HPA under all its names, KEDA and Knative. */
export const autoscalerSignals = {
  desired: signal("hpa.desired", "{pod}", METRIC_K8S_HPA_POD_DESIRED),
  current: signal("hpa.current", "{pod}", METRIC_K8S_HPA_POD_CURRENT),
  max: signal("hpa.max", "{pod}", METRIC_K8S_HPA_POD_MAX),
  min: signal("hpa.min", "{pod}", METRIC_K8S_HPA_POD_MIN),
  inactive: signal("hpa.inactive", "1", {
    name: "kube_horizontalpodautoscaler_status_condition",
    where: { keys: ["condition"], values: ["scalingactive"] },
  }),
  keda: signal(
    "keda",
    "1",
    "keda_scaler_active",
    "keda_scaler_metrics_value",
    "keda_scaled_object_paused",
  ),
  knativeDesired: signal("knative.desired", "{pod}", "kn.revision.pods.desired"),
  knative: signal(
    "knative",
    "1",
    "kn.revision.concurrency.target",
    "kn.revision.concurrency.panic",
  ),
  throttled: signal("cpu.throttled", "{period}", "container_cpu_cfs_throttled_periods_total"),
  periods: signal("cpu.periods", "{period}", "container_cpu_cfs_periods_total"),
  cpuRequest: signal("cpu.request", "{cpu}", METRIC_K8S_CONTAINER_CPU_REQUEST_DESIRED),
  cpuLimit: signal("cpu.limit", "{cpu}", METRIC_K8S_CONTAINER_CPU_LIMIT_DESIRED),
  ready: signal(
    "container.ready",
    "{container}",
    METRIC_K8S_CONTAINER_READY,
    "kube_pod_status_ready",
  ),
  readyTime: signal("pod.ready-time", "s", "kube_pod_status_ready_time"),
  createdTime: signal("pod.created", "s", "kube_pod_created"),
  disruptionsAllowed: signal(
    "pdb.allowed",
    "{pod}",
    "kube_poddisruptionbudget_status_pod_disruptions_allowed",
  ),
};

/** Signals of workloads and their roll-outs. */
export const workloadSignals = {
  desired: signal(
    "workload.desired",
    "{pod}",
    METRIC_K8S_DEPLOYMENT_POD_DESIRED,
    METRIC_K8S_STATEFULSET_POD_DESIRED,
  ),
  available: signal(
    "workload.available",
    "{pod}",
    METRIC_K8S_DEPLOYMENT_POD_AVAILABLE,
    METRIC_K8S_STATEFULSET_POD_READY,
  ),
  updated: signal(
    "workload.updated",
    "{pod}",
    METRIC_K8S_STATEFULSET_POD_UPDATED,
    "kube_deployment_status_replicas_updated",
  ),
  replicaSetDesired: signal("replicaset.desired", "{pod}", METRIC_K8S_REPLICASET_POD_DESIRED),
  maxSurge: signal(
    "rollout.max-surge",
    "{pod}",
    "kube_deployment_spec_strategy_rollingupdate_max_surge",
  ),
  maxUnavailable: signal(
    "rollout.max-unavailable",
    "{pod}",
    "kube_deployment_spec_strategy_rollingupdate_max_unavailable",
  ),
  progressing: signal(
    "rollout.progressing",
    "1",
    named("kube_deployment_status_condition", "condition", ["progressing"]),
  ),
  generation: signal("rollout.generation", "1", "kube_deployment_metadata_generation"),
  observedGeneration: signal("rollout.observed", "1", "kube_deployment_status_observed_generation"),
};

/** Signals of roll-out controllers. */
export const rolloutSignals = {
  canaryWeight: signal("canary.weight", "%", "flagger_canary_weight"),
  canaryStatus: signal("canary.status", "1", "flagger_canary_status"),
  canaryFailures: signal("canary.failures", "{failure}", "flagger_canary_failures_total"),
  analysis: signal("canary.analysis", "1", "analysis_run_metric_phase", "experiment_phase"),
  canaryIngress: signal("canary.ingress", "{request}", {
    name: "nginx_ingress_controller_requests",
    where: { keys: ["canary"], values: ["true", "1"] },
  }),
  blueGreen: signal("rollout.blue-green", "1", named("rollout_info", "strategy", ["bluegreen"])),
  canaryRollout: signal("rollout.canary", "1", named("rollout_info", "strategy", ["canary"])),
};
