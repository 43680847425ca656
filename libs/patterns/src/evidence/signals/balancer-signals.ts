import { named, signal } from "../signal.ts";

/** Labels that name a group of servers behind a balancer. */
export const backendKeys = [
  "haproxy.proxy_name",
  "proxy",
  "backend",
  "upstream",
  "ingress",
  "service",
  "envoy_cluster_name",
  "envoy.cluster_name",
  "TargetGroup",
  "LoadBalancer",
];

/** Labels that name one server behind a balancer. */
export const serverKeys = [
  "haproxy.service_name",
  "server",
  "backend_server",
  "address",
  "url",
  "host",
];

/**
 * Signals of balancers: HAProxy, NGINX with upstreams, its ingress controller, Traefik, Envoy, and
 * the load balancers of AWS.
 */
export const balancerSignals = {
  selected: signal(
    "balancer.selected",
    "{request}",
    "haproxy.server_selected.total",
    "haproxy_backend_loadbalanced_total",
    "nginxplus_upstream_server_requests",
    "nginx_vts_upstream_requests_total",
    "nginx_ingress_controller_requests",
    "traefik_service_requests_total",
    "envoy_cluster_upstream_rq_total",
    "RequestCountPerTarget",
  ),
  healthy: signal(
    "balancer.healthy",
    "{server}",
    "haproxy_backend_active_servers",
    "haproxy.active",
    named("nginxplus_upstream_server_state", "state", ["up"]),
    "traefik_service_server_up",
    "envoy_cluster_membership_healthy",
    "HealthyHostCount",
  ),
  members: signal("balancer.members", "{server}", "envoy_cluster_membership_total"),
  unhealthy: signal("balancer.unhealthy", "{server}", "UnHealthyHostCount"),
  sessions: signal(
    "balancer.sessions",
    "{session}",
    "haproxy.sessions.count",
    "haproxy_backend_current_sessions",
  ),
  sessionLimit: signal(
    "balancer.session-limit",
    "{session}",
    "haproxy.sessions.limit",
    "haproxy_backend_limit_sessions",
  ),
  queued: signal(
    "balancer.queued",
    "{request}",
    "haproxy.requests.queued",
    "haproxy_backend_current_queue",
  ),
  retries: signal(
    "balancer.retries",
    "{retry}",
    "haproxy.connections.retries",
    "traefik_service_retries_total",
  ),
  checkFailures: signal(
    "balancer.check-failures",
    "{check}",
    "haproxy.failed_checks",
    "haproxy_server_check_failures_total",
  ),
  responseTime: signal("balancer.response-time", "s", "TargetResponseTime"),
  weight: signal("balancer.weight", "1", "haproxy.weight"),
};
