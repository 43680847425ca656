import { ATTR_K8S_CONTAINER_NAME } from "@opentelemetry/semantic-conventions";
import {
  METRIC_CONTAINER_CPU_USAGE,
  METRIC_CONTAINER_MEMORY_WORKING_SET,
} from "@opentelemetry/semantic-conventions/incubating";
import { T7 } from "../../limits/host-limits.ts";
import { T18 } from "../../limits/traffic-limits.ts";
import {
  anomaly,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  reaches,
  required,
  resource,
  ruled,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P61: Service mesh. */
export const serviceMesh: PatternRecord = {
  id: "P61",
  slug: "service-mesh",
  family: "network",

  name: "Service mesh",
  what: "A proxy beside every instance carries all traffic between services and takes care of encryption, retries, timeouts and routing. The price is latency, CPU and memory for every proxy.",
  whenToUse:
    "Use it when many services need the same policies and encryption. Exclude paths where the extra hop hurts.",
  grade: "direct",
  evidence: [
    metric(
      "exporter",
      [
        "istio_requests_total",
        "istio_request_duration_milliseconds",
        "istio_tcp_connections_opened_total",
      ],
      "Labels reporter, response_code, response_flags, source_workload, destination_version, and connection_security_policy = mutual_tls.",
    ),
    metric("rules", ["pilot_xds_push_errors"], "Istio."),
    metric("code", ["pilot_proxy_convergence_time"], "Istio."),
    metric(
      "exporter",
      [
        "upstream_rq_total",
        "membership_healthy",
        "upstream_rq_retry",
        "upstream_rq_pending_overflow",
      ],
      "The Envoy set of load balancing (P08), circuit breakers (P48) and retries (P50).",
    ),
    metric(
      "exporter",
      [
        "request_total",
        "response_total",
        "response_latency_ms",
        "tcp_open_connections",
        "outbound_http_route_request_duration_seconds",
        "outbound_http_route_backend_requests_total",
        "identity_cert_expiration_timestamp_seconds",
      ],
      "Linkerd; label tls.",
    ),
    resource(
      "semconv",
      [ATTR_K8S_CONTAINER_NAME],
      "Containers named istio-proxy or linkerd-proxy.",
    ),
    metric(
      "semconv",
      [METRIC_CONTAINER_CPU_USAGE, METRIC_CONTAINER_MEMORY_WORKING_SET],
      "Of the sidecar containers.",
    ),
    traceShape("Proxy spans (component proxy) between the spans of applications."),
  ],
  detect: "Any of these.",
  indicators: [
    indicator(
      "coverage",
      "Coverage",
      "1",
      "Workloads with a sidecar divided by all.",
      "workloads with sidecar / workloads",
      { weight: 0.15, good: 1, limits: [own("warning", "lt", 0.8, "1")], bad: 0.5 },
    ),
    indicator(
      "plaintext-share",
      "Plain traffic",
      "1",
      "Requests without mutual TLS divided by all.",
      "requests without mTLS / requests",
      { weight: 0.2, good: 0, limits: [required("warning", "gt", 0, "1")], bad: 0.1 },
    ),
    indicator(
      "added-latency",
      "Added latency",
      "s",
      "Time the proxies add to a call.",
      "client application span − server application span − network baseline",
      { weight: 0.2, noLimit: ownBaseline },
    ),
    indicator(
      "request-p99",
      "Request time",
      "s",
      "p99 of requests through the mesh.",
      "p99 of request time",
      { weight: 0.1, good: 0.1, limits: [ruled("warning", "gt", 1, "s")] },
    ),
    indicator(
      "sidecar-cpu",
      "CPU of sidecars",
      "1",
      "CPU of the sidecars divided by all CPU of their pods.",
      "sidecar CPU / pod CPU",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "sidecar-memory",
      "Memory of sidecars",
      "1",
      "Memory of the sidecars divided by their limit.",
      ["F1", "sidecar memory / limit"],
      { weight: 0.05, good: 0.5, limits: [T7.limits.containerLimit] },
    ),
    indicator(
      "push-time",
      "Push time",
      "s",
      "Time from a change to its arrival at the proxies.",
      "p99 of convergence time",
      { weight: 0.05, noLimit: ownBaseline },
    ),
    indicator(
      "certificate-days",
      "Age of certificates",
      "d",
      "Days until the identity certificate expires.",
      "expiry − now",
      {
        weight: 0.05,
        noLimit:
          "Meshes rotate certificates within hours or days; compare with the rotation interval.",
      },
    ),
    indicator(
      "mesh-retries",
      "Retries by the mesh",
      "1",
      "Retries of proxies divided by requests.",
      ["F15", "retries / requests"],
      { weight: 0.05, good: 0.01, limits: [own("warning", "gt", 0.2, "1")] },
    ),
    indicator(
      "healthy-ratio",
      "Healthy members",
      "1",
      "Healthy members of the worst cluster.",
      "min over clusters of healthy / total",
      { weight: 0.05, good: 1, limits: [T18.limits.healthyMembers] },
    ),
  ],
  verify: [
    verify(
      "sidecar-config",
      "Sidecars are configured.",
      ["001"],
      "partly",
      "Coverage and errors of sidecars.",
    ),
    verify(
      "traffic-policies",
      "Traffic policies are in force.",
      ["001"],
      "partly",
      "Retries, timeouts and splits are seen.",
    ),
    verify("added-latency", "The added latency is known.", ["001"], "yes", "Difference of spans."),
    verify(
      "mtls",
      "Services talk with mutual TLS.",
      ["001"],
      "yes",
      "The label of the security policy.",
    ),
    verify(
      "overhead",
      "The overhead of resources is known.",
      ["001"],
      "yes",
      "CPU and memory of sidecars.",
    ),
  ],
  alerts: [
    threshold("The control plane fails to push."),
    threshold(
      "There is traffic without mutual TLS.",
      crosses("plaintext-share", required("warning", "gt", 0, "1")),
    ),
    threshold("p99 is above 1,000 ms.", crosses("request-p99", ruled("warning", "gt", 1, "s"))),
    anomaly("The overhead of the mesh is above its band.", leavesBand("sidecar-cpu")),
    forecast("An identity certificate expires.", reaches("certificate-days", "lte", 0)),
    forecast("Memory of the sidecars grows to its limit.", reaches("sidecar-memory", "gte", 1)),
  ],
  capacity: {
    model: "none",
    formulae: [],
    text: "Cost of the sidecars per 1,000 requests per second, from a regression.",
  },
  actions: ["Tune the concurrency of the proxies.", "Exclude hot paths."],
  visibility: ["OpenTelemetry has no convention for service meshes."],
};
