import {
  ATTR_CLIENT_ADDRESS,
  METRIC_HTTP_SERVER_REQUEST_DURATION,
} from "@opentelemetry/semantic-conventions";
import { METRIC_HTTP_SERVER_ACTIVE_REQUESTS } from "@opentelemetry/semantic-conventions/incubating";
import { anomaly, attribute, indicator, metric, own, verify } from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P10: Balancing algorithm. */
export const balancingAlgorithm: PatternRecord = {
  id: "P10",
  slug: "balancing-algorithm",
  family: "load-balancing",
  name: "Balancing algorithm",
  what: "The rule by which a balancer picks the instance for a request: in turn, at random, by weight, by open connections, by response time or by a hash. The right rule depends on how equal the servers and how long the requests are.",
  whenToUse:
    "Round robin for equal servers and short requests, weights for mixed sizes, least connections for long requests, a consistent hash for caches.",
  grade: "inferred",
  evidence: [
    metric(
      "collector-2026",
      ["haproxy.weight"],
      "Weights only; the receiver dropped its algorithm attribute after 2023.",
    ),
    metric("exporter", ["nginxplus_upstream_server_<name>"], "The family carries no algorithm."),
    metric(
      "exporter",
      ["size", "min_hashes_per_host", "max_hashes_per_host", "lb_subsets_<name>"],
      "Envoy, statistics of the hash ring and of subsets.",
    ),
    metric(
      "semconv",
      [METRIC_HTTP_SERVER_ACTIVE_REQUESTS, METRIC_HTTP_SERVER_REQUEST_DURATION],
      "Requests in flight, counts at second resolution and latency, per instance.",
    ),
    attribute("semconv", [ATTR_CLIENT_ADDRESS]),
  ],
  detect:
    "Statistical tests on at least 1,000 requests tell the algorithms apart by their shares per instance, by how their counts vary per second, and by what the shares follow. Hardly any balancer states its algorithm.",
  variants: [
    {
      name: "Round robin",
      signature:
        "Equal shares (χ² test, p above 0.05) and counts per second that vary less than chance: variance/mean below 0.3.",
    },
    { name: "Random", signature: "Equal shares and variance/mean near 1." },
    {
      name: "Weighted",
      signature: "Shares constant over time but unequal, matching weights or sizes.",
    },
    {
      name: "Least connections",
      signature:
        "Requests inversely related to latency, with equal numbers in flight: their coefficient of variation is below that of requests.",
    },
    {
      name: "Least response time",
      signature: "The fastest instance takes the most, and shares follow latency with a lag.",
    },
    {
      name: "IP hash",
      signature: "One client address is always on one instance, and shares follow the client mix.",
    },
    {
      name: "Consistent hash",
      signature: "As IP hash on some key; when an instance joins only about 1/N of the keys move.",
    },
  ],
  indicators: [
    indicator(
      "algorithm-fit",
      "Mismatch of algorithm and fleet",
      "{finding}",
      "Findings such as plain round robin over unequal sizes, round robin with long requests, or an IP hash behind NAT that skews the load.",
      "count of mismatches",
      {
        weight: 0.5,
        good: 0,
        limits: [own("warning", "gt", 0, "{finding}"), own("critical", "gt", 1, "{finding}")],
        bad: 2,
      },
    ),
    indicator(
      "in-flight-cv",
      "Uneven requests in flight",
      "1",
      "Coefficient of variation of requests in flight over instances.",
      ["F4", "σ/μ of requests in flight"],
      { weight: 0.5, good: 0.1, limits: [own("warning", "gt", 0.25, "1")] },
    ),
  ],
  verify: [
    verify(
      "appropriate",
      "The algorithm is appropriate for the mix of servers and the length of connections.",
      ["001", "004"],
      "partly",
      "The recognised algorithm against sizes and latency of the instances.",
    ),
  ],
  alerts: [anomaly("The recognised algorithm changed without a change event.")],
  capacity: {
    model: "none",
    formulae: [],
    text: "The algorithm has no capacity of its own; see load balancing in operation (P08).",
  },
  actions: [
    "Equal servers: round robin.",
    "Mixed servers: weighted.",
    "Long-lived requests: least connections.",
    "Caches: consistent hash.",
  ],
  visibility: [
    "The algorithm is configuration; it is inferred from behaviour.",
    "Weights of cloud balancers are not metrics.",
  ],
};
