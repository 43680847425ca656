/** Names and units of the metrics that Headroom measures about itself. */
export const selfMetrics = {
  ingestRows: { name: "headroom.ingest.rows", unit: "{row}" },
  ingestRequests: { name: "headroom.ingest.requests", unit: "{request}" },
  /** Uncompressed bodies of accepted requests. */
  ingestBytes: { name: "headroom.ingest.io", unit: "By" },
  ingestRefused: { name: "headroom.ingest.refusals", unit: "{request}" },
  ingestRejected: { name: "headroom.ingest.rejected_rows", unit: "{row}" },
  /** From reading the headers of a request until its rows are on disk. */
  ingestDuration: { name: "headroom.ingest.duration", unit: "s" },
  ingestActive: { name: "headroom.ingest.active_requests", unit: "{request}" },
  ingestHeld: { name: "headroom.ingest.held", unit: "By" },
  /** Age of the oldest acknowledged row that can't be queried yet. */
  freshness: { name: "headroom.ingest.freshness", unit: "s" },
  /** Time since any process took rows of a sender. */
  silence: { name: "headroom.ingest.silence", unit: "s" },
  spoolUsage: { name: "headroom.spool.usage", unit: "By" },
  spoolLimit: { name: "headroom.spool.limit", unit: "By" },
  spoolUtilization: { name: "headroom.spool.utilization", unit: "1" },
  spoolSegments: { name: "headroom.spool.segments", unit: "{segment}" },
  spoolQuarantined: { name: "headroom.spool.quarantined_segments", unit: "{segment}" },
  loadRows: { name: "headroom.load.rows", unit: "{row}" },
  /** One try to load a segment. */
  loadDuration: { name: "headroom.load.duration", unit: "s" },
  loadFailures: { name: "headroom.load.failures", unit: "{try}" },
  queryDuration: { name: "headroom.query.duration", unit: "s" },
  tableRows: { name: "headroom.store.rows", unit: "{row}" },
  tableUsage: { name: "headroom.store.usage", unit: "By" },
  tableParts: { name: "headroom.store.parts", unit: "{part}" },
  diskUtilization: { name: "headroom.disk.utilization", unit: "1" },
  diskFree: { name: "headroom.disk.free", unit: "By" },
  /** From the end of a slot's window until the slot is committed. */
  ruleLag: { name: "headroom.rule.lag", unit: "s" },
  ruleDuration: { name: "headroom.rule.duration", unit: "s" },
  ruleErrors: { name: "headroom.rule.errors", unit: "{evaluation}" },
  jobDuration: { name: "headroom.job.duration", unit: "s" },
  notices: { name: "headroom.notification.attempts", unit: "{attempt}" },
} as const;

/** Attributes of those metrics. */
export const selfAttributes = {
  signal: "headroom.signal",
  reason: "headroom.refusal.reason",
  rejectReason: "headroom.reject.reason",
  sender: "headroom.ingest.key.id",
  table: "headroom.table",
  disk: "headroom.disk.name",
  query: "headroom.query.name",
  job: "headroom.job.name",
  channel: "headroom.channel.type",
  outcome: "headroom.outcome",
} as const;

/** Gauges that are kept in the metadata store too, so that rules read them without ClickHouse. */
export const vitalMetrics = [
  selfMetrics.freshness.name,
  selfMetrics.silence.name,
  selfMetrics.spoolUtilization.name,
  selfMetrics.diskUtilization.name,
] as const;
/** One of `vitalMetrics`. */
export type VitalMetric = (typeof vitalMetrics)[number];

/** Name of the instrumentation scope. */
export const selfScope = "headroom.self";
