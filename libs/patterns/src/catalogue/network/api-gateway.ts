import {
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
} from "@opentelemetry/semantic-conventions";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
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

/** P59: API gateway. */
export const apiGateway: PatternRecord = {
  id: "P59",
  slug: "api-gateway",
  family: "network",
  name: "API gateway",
  what: "One entry for all public requests that routes, authenticates, limits and translates. It keeps these concerns out of the services, and everything depends on it.",
  whenToUse:
    "Use it when several services share a public interface. Run at least two instances in different zones.",
  grade: "direct",
  evidence: [
    metric(
      "exporter",
      ["traefik_service_requests_total", "nginx_ingress_controller_requests"],
      "Traefik and ingress-nginx, as for load balancing (P08); gateways built on Envoy have its metrics.",
    ),
    metric(
      "code",
      ["kong_upstream_target_health", "kong_http_requests_total", "kong_request_latency_ms"],
      "Kong; AWS API Gateway names are found in examples of its CloudWatch exporter.",
    ),
    metric("exporter", [
      "traefik_config_reloads_failure_total",
      "nginx_ingress_controller_config_last_reload_successful",
    ]),
    attribute(
      "semconv",
      [ATTR_HTTP_ROUTE, ATTR_HTTP_RESPONSE_STATUS_CODE],
      "401, 403 and 429 end at the gateway.",
    ),
    traceShape(
      "One service is the entry of at least 90 % of the traces, has pairs of SERVER and CLIENT spans, no stores, and fans out to at least 3 services by the prefix of the route.",
    ),
  ],
  detect: "That shape, or series of a gateway.",
  indicators: [
    indicator(
      "added-latency",
      "Added latency",
      "s",
      "Time the gateway adds.",
      "server span − client span",
      { weight: 0.25, good: 0.005, limits: [own("warning", "gt", 0.1, "s")] },
    ),
    indicator(
      "instances",
      "Instances",
      "{instance}",
      "Live instances of the gateway.",
      "distinct instances",
      { weight: 0.2, good: 2, bad: 1, limits: [own("warning", "lt", 2, "{instance}")] },
    ),
    indicator("zones", "Zones", "{zone}", "Zones in which the gateway runs.", "distinct zones", {
      weight: 0.1,
      good: 2,
      bad: 1,
      limits: [own("warning", "lt", 2, "{zone}")],
    }),
    indicator(
      "auth-failures",
      "Refused logins",
      "1",
      "401 and 403 answers divided by all.",
      "(401 + 403) / answers",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "server-errors",
      "Errors",
      "1",
      "5xx answers divided by all, split into its own and those of services.",
      "5xx / answers",
      { weight: 0.25, good: 0.001, limits: [ruled("warning", "gt", 0.05, "1")] },
    ),
    indicator(
      "reload-failures",
      "Failed reloads",
      "{reload}",
      "Reloads of the configuration that failed.",
      "increase of failed reloads",
      { weight: 0.1, good: 0, bad: 1, limits: [own("warning", "gt", 0, "{reload}")] },
    ),
  ],
  verify: [
    verify("routing", "It routes.", ["004"], "yes", "Fan-out by the prefix of the route."),
    verify(
      "authentication",
      "It authenticates.",
      ["004"],
      "yes",
      "401 and 403 end at the gateway.",
    ),
    verify("rate-limit", "It limits rates.", ["004"], "yes", "429 ends at the gateway."),
    verify(
      "transformation",
      "It transforms requests.",
      ["004"],
      "partly",
      "Routes differ before and behind it.",
    ),
    verify("tls", "It ends TLS.", ["004"], "partly", "P12."),
  ],
  alerts: [
    threshold(
      "More than 5 % of the answers are errors.",
      crosses("server-errors", ruled("warning", "gt", 0.05, "1")),
    ),
    threshold(
      "A reload of the configuration failed.",
      crosses("reload-failures", own("warning", "gt", 0, "{reload}")),
    ),
    anomaly("The gateway takes a larger share of the latency.", leavesBand("added-latency")),
    forecast("Connections grow to their limit."),
  ],
  capacity: {
    model: "erlang",
    formulae: ["F8"],
    text: "A queue with the concurrency of all instances as servers.",
  },
  actions: ["Scale out.", "Split by domain."],
  visibility: [],
};
