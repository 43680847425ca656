import {
  ATTR_CLOUD_PROVIDER,
  ATTR_HOST_ID,
  ATTR_HOST_TYPE,
  ATTR_K8S_NODE_CONDITION_STATUS,
} from "@opentelemetry/semantic-conventions/incubating";
import { minuteMs } from "../../limits/limit.ts";
import { T7 } from "../../limits/host-limits.ts";
import { T24 } from "../../limits/kubernetes-limits.ts";
import {
  anomaly,
  crosses,
  defined,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  reaches,
  resource,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P03: Auto-scaling groups and elastic scaling. */
export const autoScalingGroups: PatternRecord = {
  id: "P03",
  slug: "auto-scaling-groups",
  family: "scaling",
  name: "Auto-scaling groups and elastic scaling",
  what: "A cloud or node autoscaler starts and stops machines so that their number follows the load. It works between a minimum and a maximum and reacts with the delay of a machine start.",
  whenToUse:
    "Use it when load varies through the day and machines start faster than load rises. Combine it with a warm pool or a schedule where the start takes too long.",
  grade: "direct",
  evidence: [
    metric(
      "docs",
      [
        "GroupDesiredCapacity",
        "GroupInServiceInstances",
        "GroupMaxSize",
        "GroupMinSize",
        "GroupPendingInstances",
        "GroupTerminatingInstances",
        "GroupStandbyInstances",
        "WarmPoolWarmedCapacity",
      ],
      "CloudWatch, EC2 Auto Scaling.",
    ),
    metric("exporter", [
      "karpenter_nodes_created_total",
      "karpenter_nodepools_limit",
      "karpenter_nodepools_usage",
      "karpenter_scheduler_queue_depth",
    ]),
    metric("exporter", [
      "cluster_autoscaler_unschedulable_pods_count",
      "cluster_autoscaler_nodes_count",
      "cluster_autoscaler_max_nodes_count",
      "cluster_autoscaler_failed_scale_ups_total",
      "cluster_autoscaler_scaled_up_nodes_total",
    ]),
    metric("semconv", [ATTR_K8S_NODE_CONDITION_STATUS]),
    resource(
      "semconv",
      [ATTR_CLOUD_PROVIDER, ATTR_HOST_ID, ATTR_HOST_TYPE],
      "Hosts that appear and vanish together with the load.",
    ),
  ],
  detect:
    "A series of desired capacity exists with a minimum below the maximum, and it changes with the load. Without such a series: the instance count of one service runs on hosts whose ids appear and vanish, follows the load by 1 to 15 minutes, and no version changes at the same time.",
  indicators: [
    indicator(
      "headroom",
      "Headroom to the maximum",
      "1",
      "Capacity that may still be added, as a share of the maximum.",
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
      "time-at-maximum",
      "Time at the maximum",
      "1",
      "Share of the window in which desired equals the maximum.",
      "time with desired = max / window",
      { weight: 0.15, noLimit: ownBaseline },
    ),
    indicator(
      "reaction-time",
      "Reaction time",
      "s",
      "Time from crossing the trigger to the new machine in service.",
      "in-service time − time of the crossing",
      { weight: 0.15, noLimit: "What is fast enough depends on how quickly the load rises." },
    ),
    indicator(
      "warm-up-time",
      "Warm-up time",
      "s",
      "Time from in service to the first request at normal latency.",
      "first request at normal latency − in-service time",
      { weight: 0.1, good: 30, limits: [T24.limits.cooldown] },
    ),
    indicator(
      "flapping",
      "Direction changes",
      "{change}/h",
      "Changes between growing and shrinking per hour.",
      ["F5", "sign changes of Δcapacity per hour"],
      { weight: 0.15, good: 0, limits: [own("warning", "gt", 4, "{change}/h")] },
    ),
    indicator(
      "utilisation-after-scale-in",
      "Utilisation after scaling in",
      "1",
      "Utilisation of the remaining machines after the last step down.",
      ["F1", "used / limit after the step"],
      { weight: 0.1, good: 0.6, limits: [T7.limits.cpu] },
    ),
    indicator(
      "pending",
      "Machines pending",
      "{instance}",
      "Machines that were asked for and are not in service.",
      "pending instances",
      {
        weight: 0.1,
        noLimit: "The limit is twice the usual launch time of the group, learned from its history.",
      },
    ),
  ],
  verify: [
    verify(
      "scaling-metric",
      "The metrics used for scaling suit the workload.",
      ["001"],
      "partly",
      "Correlation of each candidate metric with p95 latency; a scaled-on metric that correlates below 0.3 is flagged.",
    ),
    verify(
      "balanced-policies",
      "The policies for scaling out and in are balanced.",
      ["001"],
      "yes",
      "Sizes and spacing of the steps in both directions, and flapping; scaling in is not faster than warm-up.",
    ),
    verify(
      "health-checks",
      "Health checks are robust.",
      ["001"],
      "partly",
      "Failed instances leave the pool before users see errors (P11).",
    ),
    verify(
      "warm-up",
      "Warm-up time is considered.",
      ["001"],
      "yes",
      "Time from in service to normal latency against the cooldown.",
    ),
    verify(
      "cost-thresholds",
      "Cost and thresholds are followed.",
      ["001"],
      "yes",
      "Idle share (P64).",
    ),
  ],
  alerts: [
    threshold(
      "Desired capacity has been at the maximum for 15 minutes.",
      crosses("headroom", defined("critical", "lte", 0, "1", 15 * minuteMs)),
      "critical",
    ),
    threshold("Machines stay pending longer than twice the usual launch time."),
    anomaly("Machines are launched without a change of load.", leavesBand("flapping")),
    forecast("The forecast of desired capacity exceeds the maximum.", reaches("headroom", "lt", 0)),
  ],
  capacity: {
    model: "autoscaler",
    formulae: ["F8"],
    text: "Instances required = ceil(peak/C₁) + 1, where C₁ is the load one instance sustains at the latency target, from the queue model.",
  },
  actions: [
    "Raise the maximum.",
    "Add a second scaling metric.",
    "Keep a warm pool.",
    "Lengthen the window for scaling in; AWS uses a cooldown of 300 s, a reasonable floor for a reversal.",
  ],
  visibility: [
    "A group scaled to one machine and a single machine look the same unless autoscaler series exist.",
  ],
};
