import {
  ATTR_CLIENT_ADDRESS,
  ATTR_HTTP_REQUEST_HEADER,
  ATTR_NETWORK_PEER_ADDRESS,
  ATTR_SERVER_ADDRESS,
} from "@opentelemetry/semantic-conventions";
import { ATTR_CLOUD_REGION } from "@opentelemetry/semantic-conventions/incubating";
import { T17, T18 } from "../../limits/traffic-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  resource,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P09: Balancer type: layer 4, layer 7, global, client-side, mesh. */
export const balancerType: PatternRecord = {
  id: "P09",
  slug: "balancer-type",
  family: "load-balancing",
  name: "Balancer type: layer 4, layer 7, global, client-side, mesh",
  what: "Balancers work on connections (layer 4), on requests (layer 7), across regions (global), inside the client, or in a sidecar of a service mesh. The type decides what the balancer can see and therefore how well it can spread load.",
  whenToUse:
    "Layer 7 for routing by content and for stickiness, layer 4 for raw throughput, client-side or mesh balancing for multiplexed protocols such as gRPC between services.",
  grade: "inferred",
  evidence: [
    metric(
      "exporter",
      ["haproxy_backend_http_requests_total", "upstream_rq_total"],
      "Layer 7: any request-level metric of a balancer, an application load balancer or an ingress.",
    ),
    traceShape("A proxy emits SERVER and CLIENT spans of its own: layer 7."),
    attribute(
      "semconv",
      [ATTR_HTTP_REQUEST_HEADER("via"), ATTR_HTTP_REQUEST_HEADER("x-forwarded-for")],
      "Layer 7, if captured.",
    ),
    metric("collector-2026", ["haproxy.sessions.rate"], "Layer 4 where no request counters exist."),
    metric(
      "docs",
      ["HealthyHostCount", "ProcessedBytes"],
      "CloudWatch, network load balancer: layer 4.",
    ),
    metric("exporter", ["istio_tcp_connections_opened_total"], "Layer 4."),
    attribute(
      "semconv",
      [ATTR_CLIENT_ADDRESS, ATTR_SERVER_ADDRESS, ATTR_NETWORK_PEER_ADDRESS],
      "Layer 4 shows no proxy span and keeps the client address or shows that of the proxy; a client-side balancer shows several peers for one server address without a proxy hop.",
    ),
    resource(
      "semconv",
      [ATTR_CLOUD_REGION],
      "Global: one public host name, instances in at least 2 regions, clients mostly served by the near one.",
    ),
    metric(
      "exporter",
      [
        "grpc.lb.wrr.endpoint_weights",
        "grpc.lb.pick_first.disconnections",
        "grpc.subchannel.open_connections",
      ],
      "Client-side balancing of gRPC.",
    ),
  ],
  detect:
    "A list of decisions in this order: mesh, client-side, layer 7, layer 4. Global is an additional property.",
  variants: [
    { name: "Mesh", signature: "Evidence of a service mesh (P61)." },
    {
      name: "Client-side",
      signature:
        "One client instance shows several peer addresses for one server address, without a proxy hop.",
    },
    {
      name: "Layer 7",
      signature:
        "Request-level balancer metrics, proxy spans, or captured via and forwarded headers.",
    },
    { name: "Layer 4", signature: "Connection-only metrics and no proxy span." },
    {
      name: "Global",
      signature:
        "One public host name and instances in at least 2 regions, with clients mostly served by the near region.",
    },
  ],
  indicators: [
    indicator(
      "connection-cv",
      "Uneven connections",
      "1",
      "Coefficient of variation of requests over instances where few long-lived connections carry them, as gRPC and HTTP/2 over layer 4 do.",
      ["F4", "σ/μ of requests per instance"],
      {
        weight: 0.4,
        good: 0.1,
        limits: [own("warning", "gt", 0.25, "1"), own("critical", "gt", 0.5, "1")],
      },
    ),
    indicator(
      "healthy-ratio",
      "Healthy members",
      "1",
      "Healthy members divided by all members.",
      "healthy / total",
      { weight: 0.3, good: 1, limits: [T18.limits.healthyMembers] },
    ),
    indicator(
      "session-utilisation",
      "Sessions of the limit",
      "1",
      "Sessions or connections divided by their limit.",
      ["F1", "sessions / limit"],
      { weight: 0.2, good: 0.5, limits: [T17.limits.sessions] },
    ),
    indicator(
      "hop-latency",
      "Latency of the hop",
      "s",
      "Time the balancer adds to a request.",
      "span of the caller − span of the callee − network baseline",
      { weight: 0.1, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "type-fits",
      "The type fits the need: content routing or stickiness asks for layer 7, raw throughput for layer 4.",
      ["001", "004"],
      "partly",
      "The recognised type against the protocols and routes seen.",
    ),
    verify("algorithms", "The algorithms fit.", ["001"], "partly", "Statistical tests of P10."),
    verify("health-checks", "Health checks exist.", ["001"], "yes", "P11."),
    verify(
      "latency-function",
      "Latency is weighed against function.",
      ["001"],
      "yes",
      "The latency added by the hop.",
    ),
    verify("performance", "Performance and distribution are watched.", ["001"], "yes", "P08."),
  ],
  alerts: [
    anomaly(
      "Load is uneven behind a layer 4 balancer that carries a multiplexed protocol.",
      leavesBand("connection-cv"),
    ),
    threshold(
      "Fewer than 75 % of the members are healthy.",
      crosses("healthy-ratio", T18.limits.healthyMembers),
    ),
  ],
  capacity: {
    model: "erlang",
    formulae: ["F8", "F14"],
    text: "As for load balancing in operation (P08).",
  },
  actions: [
    "For gRPC behind layer 4 with a coefficient of variation above 0.5, change to client-side or layer 7 balancing.",
  ],
  visibility: [
    "A layer 4 balancer inside the path makes no span; only a change of the peer address hints at it.",
  ],
};
