import { METRIC_K8S_CONTAINER_READY } from "@opentelemetry/semantic-conventions/incubating";
import { T17, T19 } from "../../limits/traffic-limits.ts";
import {
  anomaly,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownObjective,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P11: Health checking. */
export const healthChecking: PatternRecord = {
  id: "P11",
  slug: "health-checking",
  family: "load-balancing",
  name: "Health checking",
  what: "Probes ask instances whether they are well (active), or the balancer watches real requests (passive), and ill instances are left out. Good checks notice failure before users do and do not throw out healthy members.",
  whenToUse:
    "Use active readiness checks for every balanced service, passive ejection in addition where failures are partial. Keep checks of dependencies out of liveness.",
  grade: "direct",
  evidence: [
    metric(
      "exporter",
      [
        "haproxy_server_check_status",
        "haproxy_server_check_duration_seconds",
        "haproxy_server_check_failures_total",
        "haproxy_server_check_up_down_total",
      ],
      "Active.",
    ),
    metric(
      "exporter",
      ["health_check.attempt", "health_check.failure", "health_check.healthy"],
      "Envoy, active.",
    ),
    metric(
      "exporter",
      [
        "nginxplus_upstream_server_health_checks_fails",
        "coredns_forward_healthcheck_failures_total",
        "consul_health_service_status",
      ],
      "Active.",
    ),
    metric(
      "collector",
      ["httpcheck.status", "httpcheck.duration", "httpcheck.error"],
      "Active, from outside.",
    ),
    traceShape(
      "Server spans on routes such as /health or /ready at a fixed period and with small duration.",
    ),
    metric("exporter", ["kube_pod_status_ready"]),
    metric("semconv", [METRIC_K8S_CONTAINER_READY]),
    metric(
      "exporter",
      [
        "outlier_detection.ejections_active",
        "outlier_detection.ejections_enforced_total",
        "health_check.passive_failure",
      ],
      "Envoy, passive.",
    ),
    metric(
      "exporter",
      [
        "nginxplus_upstream_server_fails",
        "nginxplus_upstream_server_unavail",
        "outbound_http_balancer_endpoints",
      ],
      "NGINX and Linkerd, passive.",
    ),
  ],
  detect:
    "Active if a probe series or a periodic route exists (coefficient of variation of the time between requests below 0.2); passive if ejection series move.",
  variants: [
    { name: "Active", signature: "Probe series, or a route called at a fixed period." },
    { name: "Passive", signature: "Ejection series that move." },
  ],
  indicators: [
    indicator(
      "probe-coverage",
      "Probe coverage",
      "1",
      "Instances with probes divided by all instances.",
      "instances with probes / instances",
      { weight: 0.25, good: 1, bad: 0.5, limits: [own("warning", "lt", 1, "1")] },
    ),
    indicator(
      "unhealthy-members",
      "Unhealthy members",
      "{target}",
      "Members that fail their checks.",
      "total − healthy",
      { weight: 0.25, good: 0, bad: 1, limits: [T19.limits.unhealthyTargets] },
    ),
    indicator(
      "detection-time",
      "Detection time",
      "s",
      "Time from the first failed user request to the removal of the instance.",
      "removal − first failed user request",
      { weight: 0.2, noLimit: ownObjective },
    ),
    indicator(
      "false-ejections",
      "False ejections",
      "{ejection}",
      "Members that were ejected although their user errors were normal.",
      "ejections with user errors inside their band",
      { weight: 0.1, good: 0, bad: 3, limits: [own("warning", "gt", 0, "{ejection}")] },
    ),
    indicator(
      "check-failures",
      "Failed checks",
      "{check}/min",
      "Failed health checks per minute.",
      "increase of failed checks per minute",
      { weight: 0.1, good: 0, limits: [T17.limits.checkFailures] },
    ),
    indicator(
      "state-flaps",
      "State changes",
      "{change}/h",
      "Changes between up and down per hour.",
      ["F5", "changes of the health state per hour"],
      { weight: 0.1, good: 0, bad: 4, limits: [T17.limits.upDownFlaps] },
    ),
  ],
  verify: [
    verify(
      "robust-checks",
      "Checks are robust, also during updates.",
      ["001"],
      "partly",
      "Instances leave the pool before users see errors, and new ones join only when ready.",
    ),
  ],
  alerts: [
    threshold(
      "Fewer members are healthy than there are.",
      crosses("unhealthy-members", T19.limits.unhealthyTargets),
    ),
    anomaly("Health states flap.", leavesBand("state-flaps")),
    forecast(
      "Ejections and failures leave fewer than N−1 members.",
      reaches("unhealthy-members", "gt", 1),
    ),
  ],
  capacity: {
    model: "none",
    formulae: ["F14"],
    text: "The N+1 check on the number of healthy members.",
  },
  actions: [
    "Add a readiness probe.",
    "Tune the thresholds.",
    "Split liveness from checks of dependencies.",
  ],
  visibility: [
    "Intervals and thresholds of checks are configuration; they are inferred from the times of probes and removals.",
  ],
};
