import { ATTR_SERVER_ADDRESS } from "@opentelemetry/semantic-conventions";
import {
  ATTR_DNS_QUESTION_NAME,
  ATTR_K8S_SERVICE_NAME,
  METRIC_DNS_LOOKUP_DURATION,
  METRIC_K8S_SERVICE_ENDPOINT_COUNT,
} from "@opentelemetry/semantic-conventions/incubating";
import { T20 } from "../../limits/traffic-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  ruled,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P60: Service discovery. */
export const serviceDiscovery: PatternRecord = {
  id: "P60",
  slug: "service-discovery",
  family: "network",
  name: "Service discovery",
  what: "Callers find the current addresses of a service by name: through DNS, a registry that clients ask, or a balancer that asks for them. Stale answers lead calls to instances that are gone.",
  whenToUse:
    "Use it wherever instances come and go. Let clients cache answers, but not longer than an instance may be gone unnoticed.",
  grade: "direct",
  evidence: [
    metric(
      "semconv",
      [METRIC_DNS_LOOKUP_DURATION, METRIC_K8S_SERVICE_ENDPOINT_COUNT],
      "In development.",
    ),
    attribute(
      "semconv",
      [ATTR_DNS_QUESTION_NAME, ATTR_K8S_SERVICE_NAME, ATTR_SERVER_ADDRESS],
      "Names that end in svc.cluster.local.",
    ),
    metric("exporter", [
      "coredns_dns_requests_total",
      "coredns_dns_responses_total",
      "coredns_dns_request_duration_seconds",
      "coredns_cache_hits_total",
      "coredns_kubernetes_dns_programming_duration_seconds",
    ]),
    metric("exporter", ["consul_catalog_service_node_healthy", "consul_raft_peers"], "Registry."),
    metric("exporter", ["membership_change", "update_success", "update_failure"], "Envoy."),
    metric("exporter", ["grpc.xds_client.connected"], "xDS."),
    traceShape(
      "CLIENT spans to a registry (Eureka, Consul, etcd): from application services it is client side, only from the balancer it is server side.",
    ),
  ],
  detect: "By who asks the registry; otherwise it is DNS.",
  variants: [
    { name: "DNS", signature: "Lookups, and no spans to a registry." },
    { name: "Client side", signature: "Application services ask the registry." },
    { name: "Server side", signature: "Only the balancer asks the registry." },
  ],
  indicators: [
    indicator(
      "lookup-failures",
      "Failed lookups",
      "1",
      "SERVFAIL answers divided by all.",
      "SERVFAIL / answers",
      { weight: 0.3, good: 0, limits: [T20.limits.failuresWarning, T20.limits.failuresCritical] },
    ),
    indicator(
      "lookup-p99",
      "Lookup time",
      "s",
      "p99 of the time of a lookup.",
      "p99 of lookup time",
      { weight: 0.25, good: 0.1, limits: [T20.limits.lookupP99] },
    ),
    indicator(
      "stale-calls",
      "Calls to dead instances",
      "1",
      "Calls to instances after their removal.",
      "calls after removal / calls",
      { weight: 0.2, good: 0, limits: [own("warning", "gt", 0, "1")], bad: 0.01 },
    ),
    indicator(
      "churn",
      "Churn",
      "{change}/h",
      "Changes of the membership per hour.",
      "membership changes per hour",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "registry-peers",
      "Peers of the registry",
      "{peer}",
      "Peers of the Consul cluster.",
      "peers",
      { weight: 0.15, good: 3, limits: [ruled("warning", "lt", 3, "{peer}")], bad: 1 },
    ),
  ],
  verify: [
    verify(
      "discovery",
      "Services are found by name.",
      [],
      "yes",
      "Lookups or registry calls exist, and calls to dead instances do not.",
    ),
  ],
  alerts: [
    threshold(
      "More than 1 % of the lookups fail.",
      crosses("lookup-failures", T20.limits.failuresWarning),
    ),
    threshold(
      "More than 3 % of the lookups fail.",
      crosses("lookup-failures", T20.limits.failuresCritical),
      "critical",
    ),
    threshold("p99 of lookups is above 4 s.", crosses("lookup-p99", T20.limits.lookupP99)),
    anomaly("Members change more often than usual.", leavesBand("churn")),
  ],
  capacity: {
    model: "growth",
    formulae: ["F16"],
    text: "Lookups per second against the hit ratio of the DNS cache.",
  },
  actions: ["Cache answers.", "Lower the lifetime of answers."],
  visibility: [],
};
