import {
  METRIC_CONTAINER_CPU_USAGE,
  METRIC_K8S_CONTAINER_CPU_REQUEST_DESIRED,
} from "@opentelemetry/semantic-conventions/incubating";
import { dayMs } from "../../limits/limit.ts";
import {
  anomaly,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  ruled,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P64: Cost efficiency of scaling. */
export const costEfficiency: PatternRecord = {
  id: "P64",
  slug: "cost-efficiency",
  family: "recovery-and-cost",
  name: "Cost efficiency of scaling",
  what: "What is paid for compared with what is used. Idle machines and generous requests cost money without helping users.",
  whenToUse: "Look here after every change of scaling, and once a month.",
  grade: "inferred",
  evidence: [
    metric(
      "docs",
      ["GroupDesiredCapacity", "ConsumedLCUs"],
      "CloudWatch; instance hours as for autoscalers (P03 and P04).",
    ),
    metric("semconv", [METRIC_K8S_CONTAINER_CPU_REQUEST_DESIRED, METRIC_CONTAINER_CPU_USAGE]),
    metric("exporter", [
      "karpenter_nodepools_cost_total",
      "karpenter_cloudprovider_instance_type_offering_price_estimate",
    ]),
  ],
  detect: "Always.",
  indicators: [
    indicator(
      "request-utilisation",
      "CPU used of requested",
      "1",
      "CPU used divided by CPU requested, over 7 days.",
      ["F1", "used / requested"],
      { weight: 0.4, good: 0.6, limits: [ruled("info", "lt", 0.2, "1", 7 * dayMs)] },
    ),
    indicator(
      "idle-share",
      "Idle CPU",
      "1",
      "Share of the CPU that was idle over a week.",
      "idle CPU time / CPU time",
      { weight: 0.3, good: 0.4, limits: [ruled("info", "gt", 0.8, "1", 7 * dayMs)] },
    ),
    indicator(
      "cost-per-thousand",
      "Cost per 1,000 requests",
      "{currency}",
      "Cost divided by requests.",
      "instance hours × price / (requests / 1000)",
      { weight: 0.3, noLimit: "Prices come from a table that the user provides." },
    ),
  ],
  verify: [
    verify(
      "costs-watched",
      "Costs are watched.",
      ["001", "002"],
      "partly",
      "Utilisation is visible, prices come from outside.",
    ),
  ],
  alerts: [
    threshold(
      "CPU was idle for more than 80 % of a week.",
      crosses("idle-share", ruled("info", "gt", 0.8, "1", 7 * dayMs)),
      "info",
    ),
    threshold(
      "A container used less than 20 % of its request for 7 days.",
      crosses("request-utilisation", ruled("info", "lt", 0.2, "1", 7 * dayMs)),
      "info",
    ),
    anomaly("The cost per request shifted.", leavesBand("cost-per-thousand", "either")),
    forecast("Spending grows beyond the budget."),
  ],
  capacity: {
    model: "autoscaler",
    formulae: ["F14", "F10"],
    text: "Instances needed from the load one instance sustains, against the instances paid for.",
  },
  actions: ["Right-size requests and machines."],
  visibility: ["Prices and targets of cost are not in telemetry."],
};
