import { describe, expect, it } from "vitest";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { recogniseAutoscalers } from "./autoscaler.ts";
import { gauge, withMetrics } from "./fixtures.ts";

describe("autoscaler (P04)", () => {
  const sources: readonly (readonly [string, EvidenceSnapshot, string, string])[] = [
    [
      "current convention",
      withMetrics(
        gauge("k8s.hpa.pod.desired", 3, { "k8s.hpa.name": "web" }),
        gauge("k8s.hpa.pod.max", 9, { "k8s.hpa.name": "web" }),
      ),
      "web",
      "Horizontal Pod Autoscaler",
    ],
    [
      "earlier convention",
      withMetrics(gauge("k8s.hpa.desired_pods", 3, { "k8s.hpa.name": "web" })),
      "web",
      "Horizontal Pod Autoscaler",
    ],
    [
      "collector",
      withMetrics(gauge("k8s.hpa.desired_replicas", 3, { "k8s.hpa.name": "web" })),
      "web",
      "Horizontal Pod Autoscaler",
    ],
    [
      "kube-state-metrics",
      withMetrics(
        gauge("kube_horizontalpodautoscaler_status_current_replicas", 3, {
          horizontalpodautoscaler: "web",
        }),
      ),
      "web",
      "Horizontal Pod Autoscaler",
    ],
    ["KEDA", withMetrics(gauge("keda_scaler_active", 1, { scaledObject: "web" })), "web", "KEDA"],
    [
      "Knative",
      withMetrics(gauge("kn.revision.pods.desired", 1, { "kn.revision.name": "web-1" })),
      "web-1",
      "Knative",
    ],
    [
      "an HPA that names the workload",
      withMetrics(
        gauge("k8s.hpa.pod.desired", 3, {
          "k8s.hpa.name": "scaler",
          "k8s.hpa.scaletargetref.name": "checkout",
        }),
      ),
      "scaler",
      "Horizontal Pod Autoscaler",
    ],
  ];
  it.each(sources)("recognises %s", (_source, snapshot, subject, variant) => {
    const found = recogniseAutoscalers(snapshot);
    expect(found.map((one) => [one.subject, one.variant])).toEqual([[subject, variant]]);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    [
      "a deployment without autoscaler",
      withMetrics(
        gauge("kube_deployment_spec_replicas", 3),
        gauge("k8s.deployment.pod.desired", 3),
      ),
    ],
    [
      "the autoscaler of another workload",
      withMetrics(
        gauge("k8s.hpa.pod.desired", 3, {
          "k8s.hpa.name": "web",
          "k8s.hpa.scaletargetref.name": "web",
        }),
      ),
    ],
    ["a group of virtual machines", withMetrics(gauge("GroupDesiredCapacity", 3))],
    [
      "a vertical autoscaler",
      withMetrics(
        gauge(
          "kube_verticalpodautoscaler_status_recommendation_containerrecommendations_target",
          3,
        ),
      ),
    ],
    ["a replica set", withMetrics(gauge("k8s.replicaset.pod.desired", 3))],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseAutoscalers(snapshot)).toEqual([]);
  });
});
