import {
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_RPC_SYSTEM_NAME,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVICE_NAME,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_MESSAGING_SYSTEM,
  ATTR_SERVICE_PEER_NAME,
} from "@opentelemetry/semantic-conventions/incubating";
import { T29 } from "../../limits/stream-limits.ts";
import {
  anomaly,
  attribute,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  resource,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P07: Service decomposition, synchronous and asynchronous communication. */
export const serviceDecomposition: PatternRecord = {
  id: "P07",
  slug: "service-decomposition",
  family: "scaling",
  name: "Service decomposition, synchronous and asynchronous communication",
  what: "A system is split into services that call each other directly or exchange messages. Synchronous calls are simple but multiply latency and failure; asynchronous ones decouple the parties in time.",
  whenToUse:
    "Split where parts must scale, fail or be released on their own. Prefer messages where the caller does not need the answer now.",
  grade: "direct",
  evidence: [
    traceShape(
      "A CLIENT span with a SERVER child is a synchronous edge; a PRODUCER span with a CONSUMER child or link is an asynchronous one.",
    ),
    resource("semconv", [ATTR_SERVICE_NAME]),
    attribute(
      "semconv",
      [ATTR_SERVICE_PEER_NAME],
      "In development; it replaces the older attribute for the service of the peer.",
    ),
    attribute("semconv", [
      ATTR_SERVER_ADDRESS,
      ATTR_RPC_SYSTEM_NAME,
      ATTR_HTTP_REQUEST_METHOD,
      ATTR_MESSAGING_SYSTEM,
    ]),
    metric(
      "exporter",
      ["traces_service_graph_request_total", "traces_service_graph_request_server_seconds"],
      "Service graph.",
    ),
    metric("exporter", ["istio_requests_total"], "Its source and destination labels are edges."),
  ],
  detect:
    "Services are nodes and calls are edges of a graph. The kind of an edge follows from its spans: client and server in parent and child is synchronous, producer and consumer or a span link is asynchronous.",
  variants: [
    { name: "Synchronous", signature: "CLIENT parent and SERVER child." },
    { name: "Asynchronous", signature: "PRODUCER and CONSUMER, or a span link." },
  ],
  indicators: [
    indicator(
      "fan-out",
      "Fan-out per request",
      "{call}",
      "Calls to other services per request.",
      "outgoing calls / incoming requests",
      { weight: 0.15, noLimit: ownBaseline },
    ),
    indicator(
      "chain-depth",
      "Depth of the synchronous chain",
      "{service}",
      "Services one behind the other on the longest synchronous path.",
      "longest path of synchronous edges",
      {
        weight: 0.2,
        noLimit: "There is no standard; each member multiplies its availability into the chain.",
      },
    ),
    indicator(
      "foreign-latency",
      "Latency outside own code",
      "1",
      "Share of the request time spent in other services.",
      "time covered by client spans / server span time",
      { weight: 0.15, noLimit: ownBaseline },
    ),
    indicator(
      "cycles",
      "Cycles",
      "{cycle}",
      "Cycles of synchronous edges in the graph.",
      "simple cycles of synchronous edges",
      { weight: 0.15, good: 0, bad: 1, limits: [own("warning", "gt", 0, "{cycle}")] },
    ),
    indicator(
      "chattiness",
      "Chattiness",
      "{call}",
      "Calls on one edge per request.",
      "calls on the edge / requests of the caller",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "async-share",
      "Asynchronous share",
      "1",
      "Asynchronous edges divided by all edges.",
      "asynchronous edges / edges",
      { weight: 0.1, noLimit: "How much can be asynchronous depends on the business." },
    ),
    indicator(
      "chain-availability",
      "Availability of the chain",
      "1",
      "Product of the availabilities of all members of the synchronous chain.",
      "Π availability of members",
      {
        weight: 0.15,
        good: 0.9999,
        limits: [T29.limits.availabilityHigh, T29.limits.availabilityLow],
        bad: 0.99,
      },
    ),
  ],
  verify: [
    verify(
      "loose-coupling",
      "The failure of a callee does not raise errors of its callers one to one.",
      ["002", "004"],
      "yes",
      "Correlation of the caller's error rate with the callee's.",
    ),
  ],
  alerts: [
    anomaly("A new edge appeared in the service graph.", undefined, "info"),
    anomaly("Depth or fan-out jumped after a release.", leavesBand("fan-out")),
  ],
  capacity: {
    model: "little",
    formulae: ["F7"],
    text: "Call multiplication: the load of a callee is the load of its caller times the calls per request.",
  },
  actions: [
    "Cut long chains with queues or caches.",
    "Merge chatty pairs.",
    "Add a circuit breaker to weak edges.",
  ],
  visibility: [
    "A layer 4 balancer inside the path makes no span; only a change of the peer address hints at it.",
  ],
};
