import {
  ATTR_HTTP_CONNECTION_STATE,
  ATTR_NETWORK_CONNECTION_STATE,
  METRIC_DNS_LOOKUP_DURATION,
  METRIC_HTTP_CLIENT_ACTIVE_REQUESTS,
  METRIC_HTTP_CLIENT_CONNECTION_DURATION,
  METRIC_HTTP_CLIENT_OPEN_CONNECTIONS,
  METRIC_SYSTEM_NETWORK_CONNECTIONS,
  METRIC_SYSTEM_NETWORK_CONNECTION_COUNT,
} from "@opentelemetry/semantic-conventions/incubating";
import { minuteMs } from "../../limits/limit.ts";
import { T6 } from "../../limits/host-limits.ts";
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
  reaches,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P34: HTTP and network connection pooling. */
export const networkConnectionPool: PatternRecord = {
  id: "P34",
  slug: "network-connection-pool",
  family: "pooling",
  name: "HTTP and network connection pooling",
  what: "Clients keep connections to other services open and use them again. It saves handshakes and ports, and it decides how many requests can be under way to one host.",
  whenToUse:
    "Use it for every client that calls the same host more than once. Prefer multiplexed protocols where many requests run at once.",
  grade: "direct",
  evidence: [
    metric(
      "semconv",
      [
        METRIC_HTTP_CLIENT_OPEN_CONNECTIONS,
        METRIC_HTTP_CLIENT_CONNECTION_DURATION,
        METRIC_HTTP_CLIENT_ACTIVE_REQUESTS,
      ],
      "In development.",
    ),
    attribute("semconv", [ATTR_HTTP_CONNECTION_STATE], "Active or idle."),
    metric("unverified", [METRIC_HTTP_CLIENT_OPEN_CONNECTIONS], "Native in .NET."),
    metric("exporter", [
      "httpcomponents.httpclient.pool.total.connections",
      "httpcomponents.httpclient.pool.total.pending",
      "httpcomponents.httpclient.pool.total.max",
      "nginxplus_upstream_keepalive",
    ]),
    metric(
      "exporter",
      [
        "upstream_cx_active",
        "upstream_cx_total",
        "upstream_rq_per_cx",
        "upstream_cx_pool_overflow",
        "upstream_rq_pending_active",
      ],
      "Envoy.",
    ),
    metric("exporter", [
      "haproxy_backend_connection_reuses_total",
      "haproxy_backend_connection_attempts_total",
      "grpc.subchannel.open_connections",
      "grpc.subchannel.connection_attempts_failed",
      "coredns_proxy_conn_cache_hits_total",
    ]),
    metric(
      "collector",
      [METRIC_SYSTEM_NETWORK_CONNECTIONS],
      "By state; TIME_WAIT grows where connections are not reused.",
    ),
    metric(
      "semconv",
      [METRIC_SYSTEM_NETWORK_CONNECTION_COUNT, METRIC_DNS_LOOKUP_DURATION],
      "Lookups per request show missing reuse.",
    ),
    attribute("semconv", [ATTR_NETWORK_CONNECTION_STATE]),
  ],
  detect:
    "Far more requests than connections, or idle connections above 0. It is absent where TIME_WAIT grows with the request rate and lookups are about as many as requests.",
  indicators: [
    indicator(
      "reuse-ratio",
      "Reuse",
      "1",
      "Requests that found an open connection.",
      "1 − new connections / requests",
      { weight: 0.4, good: 0.95, limits: [own("warning", "lt", 0.5, "1")] },
    ),
    indicator(
      "pending",
      "Pending requests",
      "{request}",
      "Requests that wait for a connection.",
      ["F2", "pending requests"],
      { weight: 0.15, good: 0, limits: [own("warning", "gt", 0, "{request}", minuteMs)], bad: 20 },
    ),
    indicator(
      "pool-overflow",
      "Pool overflows",
      "{request}",
      "Requests refused because the pool was full.",
      "increase of pool overflows",
      { weight: 0.15, good: 0, limits: [own("warning", "gt", 0, "{request}")], bad: 10 },
    ),
    indicator(
      "port-utilisation",
      "Ports in use",
      "1",
      "Ephemeral ports in use divided by those available.",
      ["F1", "ports in use / ports"],
      { weight: 0.1, good: 0.5, limits: [own("warning", "gt", 0.8, "1")] },
    ),
    indicator(
      "conntrack",
      "Connection tracking",
      "1",
      "Entries of the connection-tracking table divided by its size.",
      ["F1", "entries / size"],
      { weight: 0.15, good: 0.4, limits: [T6.limits.conntrack] },
    ),
    indicator(
      "connection-age",
      "Connection age",
      "s",
      "Mean age of open connections.",
      "mean duration of connections",
      { weight: 0.05, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "network-pools",
      "Network connections are pooled as well.",
      ["002"],
      "yes",
      "Reuse ratio.",
    ),
  ],
  alerts: [
    threshold(
      "A connection pool overflows.",
      crosses("pool-overflow", own("warning", "gt", 0, "{request}")),
    ),
    threshold(
      "Requests wait for a connection.",
      crosses("pending", own("warning", "gt", 0, "{request}", minuteMs)),
    ),
    anomaly("The reuse ratio falls.", leavesBand("reuse-ratio", "below")),
    forecast(
      "Ports or file descriptors grow to their limit.",
      reaches("port-utilisation", "gte", 1),
    ),
  ],
  capacity: {
    model: "little",
    formulae: ["F7"],
    text: "Connections needed = request rate times the time a request holds its connection.",
  },
  actions: ["Keep connections alive.", "Use HTTP/2.", "Allow more connections per host."],
  visibility: ["Whether .NET emits these metrics natively was not verified."],
};
