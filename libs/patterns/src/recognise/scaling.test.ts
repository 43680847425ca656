import { describe, expect, it } from "vitest";
import type { BalanceEvidence, EvidenceSnapshot, InstanceEvidence } from "../evidence/snapshot.ts";
import { recogniseAutoscalers } from "./autoscaler.ts";
import { computeChiSquareTail, recogniseBalancingAlgorithm } from "./balancing-algorithm.ts";
import {
  counter,
  gauge,
  sketchEdge,
  sketchInstance,
  sketchPoints,
  sketchSnapshot,
  testWindow,
  withMetrics,
} from "./fixtures.ts";
import { recogniseHorizontalScaling } from "./horizontal-scaling.ts";
import { recogniseLoadBalancing } from "./load-balancing.ts";

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

describe("load balancing (P08)", () => {
  const backends = (name: string, label: string, group: Record<string, string>) =>
    ["a", "b"].map((server) => counter(name, 9, { ...group, [label]: server }));
  const sources: readonly (readonly [string, EvidenceSnapshot, string])[] = [
    [
      "callers that reach two instances",
      sketchSnapshot({ instances: two, edges: [sketchEdge()] }),
      "checkout",
    ],
    [
      "client-side balancing over two addresses",
      sketchSnapshot({ instances: two, edges: [sketchEdge({ serverAddresses: ["h:1", "h:2"] })] }),
      "checkout",
    ],
    [
      "the HAProxy receiver",
      withMetrics(
        ...backends("haproxy.server_selected.total", "haproxy.service_name", {
          "haproxy.proxy_name": "web",
        }),
      ),
      "web",
    ],
    [
      "HAProxy's exporter",
      withMetrics(
        counter("haproxy_backend_loadbalanced_total", 9, { proxy: "web" }),
        gauge("haproxy_backend_active_servers", 3, { proxy: "web" }),
      ),
      "web",
    ],
    [
      "NGINX Plus",
      withMetrics(...backends("nginxplus_upstream_server_requests", "server", { upstream: "web" })),
      "web",
    ],
    [
      "Envoy",
      withMetrics(
        counter("envoy_cluster_upstream_rq_total", 9, { envoy_cluster_name: "web" }),
        gauge("envoy_cluster_membership_total", 3, { envoy_cluster_name: "web" }),
      ),
      "web",
    ],
    [
      "an ALB",
      withMetrics(
        counter("RequestCountPerTarget", 9, { TargetGroup: "web" }),
        gauge("HealthyHostCount", 2, { TargetGroup: "web" }),
      ),
      "web",
    ],
    [
      "Traefik",
      withMetrics(...backends("traefik_service_requests_total", "url", { service: "web" })),
      "web",
    ],
  ];
  it.each(sources)("recognises %s", (_source, snapshot, subject) => {
    expect(recogniseLoadBalancing(snapshot).map((one) => one.subject)).toEqual([subject]);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    [
      "instances with callers of their own",
      sketchSnapshot({
        instances: two,
        edges: [
          sketchEdge({ targets: [{ id: "a", callsPerS: 10 }] }),
          sketchEdge({ peer: "admin", targets: [{ id: "b", callsPerS: 10 }] }),
        ],
      }),
    ],
    [
      "a web server without upstreams",
      withMetrics(counter("nginx.requests", 9), gauge("nginx.connections_current", 3)),
    ],
    [
      "a proxy before one server",
      withMetrics(
        counter("envoy_cluster_upstream_rq_total", 9, { envoy_cluster_name: "web" }),
        gauge("envoy_cluster_membership_total", 1, { envoy_cluster_name: "web" }),
      ),
    ],
    [
      "the subject's own calls to several others",
      sketchSnapshot({ instances: two, edges: [sketchEdge({ direction: "out" })] }),
    ],
    [
      "a stray call to the second instance",
      sketchSnapshot({
        instances: two,
        edges: [
          sketchEdge({
            targets: [
              { id: "a", callsPerS: 100 },
              { id: "b", callsPerS: 0.1 },
            ],
          }),
        ],
      }),
    ],
    [
      "connections to a database",
      sketchSnapshot({ instances: two, edges: [sketchEdge({ protocol: "database" })] }),
    ],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseLoadBalancing(snapshot)).toEqual([]);
  });
});

function balanced(
  balance: Partial<BalanceEvidence>,
  instances: readonly InstanceEvidence[] = two,
): EvidenceSnapshot {
  return sketchSnapshot({ instances, balance: { requests: 70_000, ...balance } });
}

describe("balancing algorithm (P10)", () => {
  const loads = [10, 20, 30, 40].map((requestsPerS, index) =>
    sketchInstance(String(index), { requestsPerS, meanS: 1 / requestsPerS, inFlight: 1 }),
  );
  const sources: readonly (readonly [string, EvidenceSnapshot])[] = [
    ["Round robin", balanced({ dispersion: 0.05 })],
    ["Random", balanced({ dispersion: 1 })],
    ["IP hash", balanced({ clientAffinity: 0.99, clients: 100 })],
    ["Consistent hash", balanced({ clientAffinity: 0.99, clients: 100, movedOnJoin: 0.5 })],
    ["Least connections", balanced({}, loads)],
    [
      "Least response time",
      balanced(
        {},
        loads.map(({ inFlight: _inFlight, ...one }) => one),
      ),
    ],
    ["Weighted", balanced({}, [sketchInstance("a"), sketchInstance("b", { requestsPerS: 30 })])],
  ];
  it.each(sources)("recognises %s", (variant, snapshot) => {
    expect(recogniseBalancingAlgorithm(snapshot).map((one) => one.variant)).toEqual([variant]);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    ["too few requests", balanced({ requests: 900, dispersion: 0.05 })],
    [
      "a canary's share",
      balanced({ dispersion: 0.05 }, [
        sketchInstance("a"),
        sketchInstance("b", { version: "2", requestsPerS: 1 }),
      ]),
    ],
    [
      "an instance that joined half-way",
      balanced({ dispersion: 0.05 }, [...two, sketchInstance("c", { firstSeenMs: middleMs })]),
    ],
    ["one instance", balanced({ dispersion: 0.05 }, [sketchInstance("a")])],
    ["a few faithful clients and no other sign", balanced({ clientAffinity: 1, clients: 3 })],
    ["neither turns nor chance", balanced({ dispersion: 0.5 })],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseBalancingAlgorithm(snapshot)).toEqual([]);
  });

  it("has the tail of the χ² distribution", () => {
    // Tables: 3.841 at one degree and 18.307 at ten have 5 % beyond them.
    expect(computeChiSquareTail(3.841, 1)).toBeCloseTo(0.05, 2);
    expect(computeChiSquareTail(18.307, 10)).toBeCloseTo(0.05, 2);
  });
});
