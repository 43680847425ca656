import { buildTable, hourMs, minuteMs } from "./limit.ts";

/** T17: rules for HAProxy of awesome-prometheus-alerts. */
export const T17 = buildTable("T17", "awesome-prometheus-alerts", {
  sessions: {
    comparison: "gt",
    value: 0.8,
    unit: "1",
    meaning: "Sessions divided by their limit.",
  },
  queued: { comparison: "gt", value: 0, unit: "{request}", meaning: "Requests in a queue." },
  retries: { comparison: "gt", value: 10, unit: "{retry}/s", meaning: "Retries per second." },
  checkFailures: {
    comparison: "gt",
    value: 2,
    unit: "{check}/min",
    meaning: "Failed health checks per minute.",
  },
  upDownFlaps: {
    comparison: "gt",
    value: 0,
    unit: "{change}/h",
    meaning: "Changes of a server between up and down.",
  },
  serverErrors: {
    comparison: "gt",
    value: 0.05,
    unit: "1",
    meaning: "Responses with a 5xx status divided by all responses.",
  },
  liveServers: {
    severity: "critical",
    comparison: "lt",
    value: 1,
    unit: "{server}",
    meaning: "Servers of a backend that are alive.",
  },
});

/** T18: rules for Envoy of awesome-prometheus-alerts. */
export const T18 = buildTable("T18", "awesome-prometheus-alerts", {
  breakerOpen: {
    comparison: "gt",
    value: 0,
    unit: "{breaker}",
    meaning: "Circuit breakers that are open.",
  },
  healthyMembers: {
    comparison: "lt",
    value: 0.75,
    unit: "1",
    meaning: "Healthy members divided by all members of a cluster.",
  },
  upstreamTimeouts: {
    comparison: "gt",
    value: 0.05,
    unit: "1",
    meaning: "Upstream requests that timed out divided by all upstream requests.",
  },
  ejections: {
    comparison: "gt",
    value: 0,
    unit: "{host}",
    meaning: "Hosts that outlier detection has ejected.",
  },
  serverErrors: {
    comparison: "gt",
    value: 0.05,
    unit: "1",
    meaning: "Responses with a 5xx status divided by all responses.",
  },
  noneHealthy: {
    severity: "critical",
    comparison: "gt",
    value: 3,
    unit: "{request}",
    heldMs: 5 * minuteMs,
    meaning: "Requests within 5 minutes that found no healthy host.",
  },
});

/** T19: rules for AWS load balancers, queues and databases of awesome-prometheus-alerts. */
export const T19 = buildTable("T19", "awesome-prometheus-alerts", {
  unhealthyTargets: {
    comparison: "gt",
    value: 0,
    unit: "{target}",
    meaning: "Unhealthy targets of an application load balancer.",
  },
  balancerErrors: {
    comparison: "gt",
    value: 0.05,
    unit: "1",
    meaning: "Responses with a 5xx status that the load balancer made itself.",
  },
  targetResponse: {
    comparison: "gt",
    value: 2,
    unit: "s",
    meaning: "Response time of the targets.",
  },
  queueVisible: {
    comparison: "gt",
    value: 1000,
    unit: "{message}",
    meaning: "Visible messages of an SQS queue.",
  },
  queueOldest: {
    comparison: "gt",
    value: hourMs / 1000,
    unit: "s",
    meaning: "Age of the oldest message of an SQS queue.",
  },
  databaseCpu: {
    comparison: "gt",
    value: 0.9,
    unit: "1",
    meaning: "CPU utilisation of an RDS instance.",
  },
});

/** T20: rules for CoreDNS of awesome-prometheus-alerts. */
export const T20 = buildTable("T20", "awesome-prometheus-alerts", {
  failuresWarning: {
    comparison: "gt",
    value: 0.01,
    unit: "1",
    meaning: "SERVFAIL answers divided by all answers.",
  },
  failuresCritical: {
    severity: "critical",
    comparison: "gt",
    value: 0.03,
    unit: "1",
    meaning: "SERVFAIL answers divided by all answers.",
  },
  lookupP99: { comparison: "gt", value: 4, unit: "s", meaning: "99th percentile of lookup time." },
});

/** T22: defaults of HikariCP and resilience4j, from their own sources; facts rather than limits. */
export const T22 = buildTable("T22", "HikariCP and resilience4j sources", {
  poolSize: {
    severity: "info",
    comparison: "gte",
    value: 10,
    unit: "{connection}",
    meaning: "Connections of a HikariCP pool.",
  },
  acquireTimeout: {
    severity: "info",
    comparison: "gte",
    value: 30,
    unit: "s",
    meaning: "Time HikariCP waits for a connection.",
  },
  idleTimeout: {
    severity: "info",
    comparison: "gte",
    value: 600,
    unit: "s",
    meaning: "Time after which HikariCP closes an idle connection.",
  },
  maximumLifetime: {
    severity: "info",
    comparison: "gte",
    value: 1800,
    unit: "s",
    meaning: "Age at which HikariCP replaces a connection.",
  },
  validationTimeout: {
    severity: "info",
    comparison: "gte",
    value: 5,
    unit: "s",
    meaning: "Time HikariCP gives a validation. Its leak detection is off by default.",
  },
  breakerFailureRate: {
    comparison: "gte",
    value: 0.5,
    unit: "1",
    meaning: "Failure rate at which a resilience4j breaker opens.",
  },
  breakerSlowCallRate: {
    comparison: "gte",
    value: 1,
    unit: "1",
    meaning: "Rate of slow calls at which a resilience4j breaker opens.",
  },
  breakerSlowCall: {
    severity: "info",
    comparison: "gt",
    value: 60,
    unit: "s",
    meaning: "Duration from which resilience4j counts a call as slow.",
  },
  breakerWindow: {
    severity: "info",
    comparison: "gte",
    value: 100,
    unit: "{call}",
    meaning: "Calls in the sliding window of a resilience4j breaker.",
  },
  breakerMinimumCalls: {
    severity: "info",
    comparison: "gte",
    value: 100,
    unit: "{call}",
    meaning: "Calls before a resilience4j breaker may open.",
  },
  breakerOpenTime: {
    severity: "info",
    comparison: "gte",
    value: 60,
    unit: "s",
    meaning: "Time a resilience4j breaker stays open.",
  },
  breakerTrialCalls: {
    severity: "info",
    comparison: "gte",
    value: 10,
    unit: "{call}",
    meaning: "Trial calls a half-open resilience4j breaker lets through.",
  },
  bulkheadConcurrency: {
    severity: "info",
    comparison: "gte",
    value: 25,
    unit: "{call}",
    meaning: "Concurrent calls of a resilience4j bulkhead.",
  },
  bulkheadQueue: {
    severity: "info",
    comparison: "gte",
    value: 100,
    unit: "{call}",
    meaning: "Queue of a resilience4j thread-pool bulkhead.",
  },
  retryAttempts: {
    severity: "info",
    comparison: "gte",
    value: 3,
    unit: "{attempt}",
    meaning: "Attempts of a resilience4j retry.",
  },
  retryWait: {
    severity: "info",
    comparison: "gte",
    value: 0.5,
    unit: "s",
    meaning: "Wait between two attempts of a resilience4j retry.",
  },
});

/** T25: rules of thumb of the HikariCP wiki; the factors are used by `computePoolStartSize` and `computePoolDeadlockFloor`. */
export const T25 = buildTable("T25", "HikariCP wiki, through secondary pages", {
  connectionsPerCore: {
    severity: "info",
    comparison: "gt",
    value: 2,
    unit: "{connection}",
    meaning: "Connections per core of the database server, plus one per effective spindle.",
  },
});

/** T28: rules for the OpenTelemetry Collector of awesome-prometheus-alerts. */
export const T28 = buildTable("T28", "awesome-prometheus-alerts", {
  exporterQueue: {
    comparison: "gt",
    value: 0.8,
    unit: "1",
    meaning: "Length of an exporter queue divided by its capacity.",
  },
  refusedOrFailed: {
    comparison: "gt",
    value: 0.05,
    unit: "{item}/s",
    meaning: "Spans, points or records per second that were refused or could not be sent.",
  },
});
