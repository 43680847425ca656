import {
  ATTR_CLIENT_ADDRESS,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_USER_AGENT_ORIGINAL,
} from "@opentelemetry/semantic-conventions";
import { ATTR_USER_AGENT_SYNTHETIC_TYPE } from "@opentelemetry/semantic-conventions/incubating";
import {
  anomaly,
  attribute,
  defined,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  ownObjective,
  resource,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P69: Load, stress, spike, endurance and capacity tests. */
export const loadTests: PatternRecord = {
  id: "P69",
  slug: "load-tests",
  family: "resources-and-tests",
  name: "Load, stress, spike, endurance and capacity tests",
  what: "Artificial load shows how a service behaves before users find out. It is applied at the usual peak, beyond it, at a jump, for hours, or step by step.",
  whenToUse:
    "Test before releases that change performance and before seasons of high load, in an environment with the same versions, sizes and volume of data.",
  grade: "inferred",
  evidence: [
    attribute("semconv", [ATTR_USER_AGENT_SYNTHETIC_TYPE], "bot or test."),
    attribute(
      "unverified",
      [ATTR_USER_AGENT_ORIGINAL],
      "Strings of k6, JMeter, Gatling and Locust.",
    ),
    resource("semconv", [ATTR_DEPLOYMENT_ENVIRONMENT_NAME]),
    metric(
      "exporter",
      [
        "http_reqs",
        "http_req_duration",
        "http_req_failed",
        "vus",
        "vus_max",
        "dropped_iterations",
        "iterations",
      ],
      "k6.",
    ),
    attribute(
      "semconv",
      [ATTR_CLIENT_ADDRESS],
      "Few of them, with regular times between requests.",
    ),
  ],
  detect:
    "Synthetic markers, or few clients with regular arrivals; the kind follows from the shape of the offered load.",
  variants: [
    { name: "Load test", signature: "A plateau near the peak of production." },
    { name: "Stress test", signature: "A ramp until errors appear." },
    { name: "Spike test", signature: "A step of at least 3 times within a minute." },
    { name: "Endurance test", signature: "A plateau of at least 4 hours." },
    { name: "Capacity test", signature: "A staircase." },
  ],
  indicators: [
    indicator(
      "knee",
      "Knee",
      "{request}/s",
      "Load at which goodput is highest.",
      ["F11", "load at maximum goodput"],
      { weight: 0.3, noLimit: "It is the result of the test; compare with the forecast peak." },
    ),
    indicator(
      "latency-at-target",
      "Latency at the target",
      "s",
      "p95 at the wanted load.",
      "p95 at the target load",
      { weight: 0.25, noLimit: ownObjective },
    ),
    indicator(
      "error-onset",
      "Onset of errors",
      "1",
      "Load at which errors begin, divided by the peak of production.",
      "load at the first errors / production peak",
      { weight: 0.2, good: 2, limits: [defined("warning", "lt", 1, "1")] },
    ),
    indicator(
      "recovery-time",
      "Recovery time",
      "s",
      "Time to normal after the load ends.",
      "normal latency − end of load",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "drift",
      "Drift in the soak",
      "1",
      "Rise of memory or latency per hour, divided by its value.",
      ["F10", "slope per hour / value"],
      { weight: 0.15, good: 0, limits: [own("warning", "gt", 0.01, "1")], bad: 0.05 },
    ),
  ],
  verify: [
    verify("regular", "Tests run regularly.", ["002", "003"], "yes", "Dates of recognised tests."),
    verify(
      "realistic",
      "The environment is realistic.",
      ["002", "003"],
      "partly",
      "Versions and sizes of both environments.",
    ),
    verify(
      "data-volume",
      "The volume of data is realistic.",
      ["002", "003"],
      "partly",
      "Sizes of tables in both environments.",
    ),
  ],
  alerts: [anomaly("The result is worse than the baseline.", leavesBand("latency-at-target"))],
  capacity: {
    model: "usl",
    formulae: ["F11", "F18"],
    text: "A fit of the universal scalability law from the staircase gives the sustainable load of an instance.",
  },
  actions: [
    "Store the baseline.",
    "Mark the traffic so that it does not train models of anomalies.",
  ],
  visibility: ["The user-agent strings of load tools were not verified."],
};
