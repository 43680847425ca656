import {
  ATTR_CLIENT_ADDRESS,
  ATTR_DB_QUERY_SUMMARY,
  ATTR_DB_SYSTEM_NAME,
  ATTR_HTTP_REQUEST_HEADER,
  ATTR_SERVICE_INSTANCE_ID,
  METRIC_SIGNALR_SERVER_ACTIVE_CONNECTIONS,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_SESSION_ID,
  METRIC_K8S_POD_VOLUME_USAGE,
  METRIC_K8S_STATEFULSET_POD_READY,
} from "@opentelemetry/semantic-conventions/incubating";
import {
  anomaly,
  attribute,
  crosses,
  defined,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownObjective,
  reaches,
  required,
  resource,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P06: Stateless and stateful services, sticky and external sessions. */
export const sessionState: PatternRecord = {
  id: "P06",
  slug: "session-state",
  family: "scaling",
  name: "Stateless and stateful services, sticky and external sessions",
  what: "Where the state of a user's session lives decides how freely a service can scale. A stateless service or one with an external session store lets any instance serve any request; sticky sessions tie each user to one instance.",
  whenToUse:
    "Keep services stateless, or move sessions to a shared store, before scaling out. Accept stickiness only for long-lived connections or caches that are costly to fill.",
  grade: "inferred",
  evidence: [
    attribute(
      "semconv",
      [ATTR_SESSION_ID, ATTR_CLIENT_ADDRESS],
      "The session id is in development.",
    ),
    attribute("semconv", [ATTR_HTTP_REQUEST_HEADER("<key>")], "A session header, if captured."),
    resource("semconv", [ATTR_SERVICE_INSTANCE_ID]),
    metric("exporter", ["NonStickyRequestCount"], "AWS application load balancer."),
    metric("exporter", [
      "tomcat.session.active.count",
      "tomcat.session.active.limit",
      "jetty.session.count",
    ]),
    metric("exporter", ["tomcat.sessions.active.current"], "Micrometer."),
    metric("semconv", [
      METRIC_SIGNALR_SERVER_ACTIVE_CONNECTIONS,
      METRIC_K8S_STATEFULSET_POD_READY,
      METRIC_K8S_POD_VOLUME_USAGE,
    ]),
    metric("exporter", ["kube_statefulset_replicas"]),
    attribute("semconv", [ATTR_DB_SYSTEM_NAME, ATTR_DB_QUERY_SUMMARY]),
    traceShape(
      "Every server span reads a key-value store early and writes it late: an external session store.",
    ),
  ],
  detect:
    "For each client or session key, the share of requests on its most used instance: near 1/N there is no affinity, above 0.9 with at least 2 instances the sessions are sticky. A service is stateful if it also has session metrics per instance, is a stateful set, or holds long-lived sockets. The store is external if at least 80 % of requests touch the same Redis or Memcached with pairs of session-like commands.",
  variants: [
    { name: "Stateless", signature: "The share of the most used instance per client is near 1/N." },
    { name: "Sticky sessions", signature: "That share is above 0.9 with at least 2 instances." },
    {
      name: "Stateful",
      signature: "Sticky, and session metrics per instance, a stateful set or long-lived sockets.",
    },
    {
      name: "External session store",
      signature:
        "At least 80 % of requests touch the same Redis or Memcached with session-like command pairs.",
    },
  ],
  indicators: [
    indicator(
      "session-cv",
      "Uneven sessions",
      "1",
      "Coefficient of variation of sessions over instances.",
      ["F4", "σ/μ of sessions per instance"],
      { weight: 0.3, good: 0.1, limits: [own("warning", "gt", 0.25, "1")] },
    ),
    indicator(
      "session-utilisation",
      "Sessions of the limit",
      "1",
      "Active sessions divided by their limit.",
      ["F1", "active sessions / limit"],
      { weight: 0.3, good: 0.6, limits: [defined("critical", "gte", 1, "1")] },
    ),
    indicator(
      "sessions-lost",
      "Sessions lost at restart",
      "{session}",
      "Active sessions before a restart that were gone after it.",
      "sessions before − sessions after",
      { weight: 0.25, good: 0, bad: 1, limits: [required("warning", "gt", 0, "{session}")] },
    ),
    indicator(
      "drain-time",
      "Drain time",
      "s",
      "Time from the last new session to the end of an instance.",
      "end of instance − last new session",
      { weight: 0.15, noLimit: ownObjective },
    ),
  ],
  verify: [
    verify(
      "round-robin",
      "Plain round robin would be possible.",
      ["004"],
      "yes",
      "The affinity share is near 1/N.",
    ),
    verify(
      "loss-of-server",
      "The loss of a server does not lose sessions.",
      ["004"],
      "yes",
      "Active sessions before and after a restart.",
    ),
    verify(
      "state-moved-out",
      "State has been moved out of the instances.",
      ["004"],
      "partly",
      "An external session store is seen in the traces.",
    ),
  ],
  alerts: [
    threshold(
      "Sessions have reached their limit.",
      crosses("session-utilisation", defined("critical", "gte", 1, "1")),
      "critical",
    ),
    anomaly("One instance collects the new sessions.", leavesBand("session-cv", "above", "peers")),
    forecast("Sessions grow to their limit.", reaches("session-utilisation", "gte", 1)),
  ],
  capacity: {
    model: "growth",
    formulae: ["F10"],
    text: "Memory per session times the number of sessions, up to the heap limit.",
  },
  actions: ["Move sessions to a shared store.", "Then switch off stickiness at the balancer."],
  visibility: [
    "The stickiness setting of a balancer is not a metric; the count of non-sticky requests and the affinity share stand in for it.",
  ],
};
