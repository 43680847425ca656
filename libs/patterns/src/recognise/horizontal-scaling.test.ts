import { describe, expect, it } from "vitest";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import {
  gauge,
  sketchInstance,
  sketchPoints,
  sketchSnapshot,
  testWindow,
  withMetrics,
} from "./fixtures.ts";
import { recogniseHorizontalScaling } from "./horizontal-scaling.ts";

const middleMs = (testWindow.startMs + testWindow.endMs) / 2;

const two = [sketchInstance("a"), sketchInstance("b")];

describe("horizontal scaling (P01)", () => {
  const sources: readonly (readonly [string, EvidenceSnapshot])[] = [
    ["two instances of one service", sketchSnapshot({ instances: two })],
    ["a deployment", withMetrics(gauge("k8s.deployment.pod.desired", 3))],
    ["a deployment, earlier name", withMetrics(gauge("k8s.deployment.desired_pods", 3))],
    ["a deployment by the collector", withMetrics(gauge("k8s.deployment.desired", 3))],
    ["a deployment by kube-state-metrics", withMetrics(gauge("kube_deployment_spec_replicas", 3))],
    ["a stateful set by kube-state-metrics", withMetrics(gauge("kube_statefulset_replicas", 3))],
    ["a replica set by the collector", withMetrics(gauge("k8s.replicaset.desired", 3))],
  ];
  it.each(sources)("recognises %s", (_source, snapshot) => {
    expect(recogniseHorizontalScaling(snapshot)).toHaveLength(1);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    ["one instance", sketchSnapshot({ instances: [sketchInstance("a")] })],
    [
      "a restart",
      sketchSnapshot({
        instances: [
          sketchInstance("a", { lastSeenMs: middleMs }),
          sketchInstance("b", { firstSeenMs: middleMs }),
        ],
      }),
    ],
    [
      "a primary and its replica",
      sketchSnapshot({
        instances: [
          sketchInstance("a", { role: "primary" }),
          sketchInstance("b", { role: "replica" }),
        ],
      }),
    ],
    [
      "instances that share no route",
      sketchSnapshot({
        instances: [sketchInstance("a"), sketchInstance("b", { routes: ["GET /admin"] })],
      }),
    ],
    [
      "a stand-by without requests",
      sketchSnapshot({
        instances: [sketchInstance("a"), sketchInstance("b", { requestsPerS: 0 })],
      }),
    ],
    ["a deployment of one", withMetrics(gauge("kube_deployment_spec_replicas", 1))],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseHorizontalScaling(snapshot)).toEqual([]);
  });

  it("tells elastic from static, and doubts instances of different versions", () => {
    const timeline = (instances: (minute: number) => number) =>
      sketchPoints((at) => at).map(({ atMs, value }) => ({
        atMs,
        requestsPerS: value,
        instances: instances(value),
      }));
    const find = (parts: Partial<EvidenceSnapshot>) =>
      recogniseHorizontalScaling(sketchSnapshot({ instances: two, ...parts }))[0];
    expect(find({ timeline: timeline((at) => 2 + Math.floor(at / 10)) })?.variant).toBe("Elastic");
    expect(find({ timeline: timeline(() => 2) })?.variant).toBe("Static");
    expect(
      find({ instances: [sketchInstance("a"), sketchInstance("b", { version: "2" })] })?.confidence,
    ).toBe(0.5);
  });
});
