import { describe, expect, it } from "vitest";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import {
  counter,
  gauge,
  sketchEdge,
  sketchInstance,
  sketchSnapshot,
  withMetrics,
} from "./fixtures.ts";
import { recogniseLoadBalancing } from "./load-balancing.ts";

const two = [sketchInstance("a"), sketchInstance("b")];

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
