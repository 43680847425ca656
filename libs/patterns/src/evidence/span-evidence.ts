/** Kind of a span, in lower case. */
export type SpanKindName = "server" | "client" | "producer" | "consumer" | "internal";

/**
 * How often an operation repeats below one parent span, over sampled traces. `tracesShare` is the
 * share of traces with five repetitions or more. `timeShare` is the time of the group divided by
 * that of its request, `sequentialShare` the part of it in which only one of them ran.
 */
export interface Repetition {
  readonly traces: number;
  readonly perParentP50: number;
  readonly perParentP95: number;
  readonly tracesShare: number;
  readonly timeShare: number;
  readonly sequentialShare: number;
  /** Correlation of the repetitions with the rows that the query before them returned. */
  readonly sizeCorrelation?: number;
}

/**
 * Attempts of one call. `calls` are first attempts, `attempts` all. `resends` counts spans whose
 * resend count is 1 or more; `resendsAfterRedirect` those after a redirect or a challenge to log
 * in. `failedFirstShare` is the share of groups of equal siblings in which the earlier ones failed;
 * `overlapShare` that in which they ran at the same time. `gapRatio` is the median ratio of
 * successive gaps. `unsafeShare` is the share of retries of methods that are not idempotent.
 */
export interface AttemptEvidence {
  readonly calls: number;
  readonly attempts: number;
  readonly resends: number;
  readonly resendsAfterRedirect: number;
  readonly failedFirstShare: number;
  readonly overlapShare: number;
  readonly maxAttempts: number;
  readonly successAfterRetry?: number;
  readonly gapRatio?: number;
  readonly unsafeShare?: number;
}

/**
 * All spans of one operation: of one kind, name and peer. From spans grouped by these and by the
 * attributes below; the busiest 200.
 */
export interface SpanShape {
  readonly kind: SpanKindName;
  readonly name: string;
  /** Name of the entry operation it mostly runs under. */
  readonly entry?: string;
  readonly dbSystem?: string;
  readonly dbNamespace?: string;
  /** First word of the statement or the command, in capitals. */
  readonly dbOperation?: string;
  readonly dbCollection?: string;
  readonly messagingSystem?: string;
  readonly destination?: string;
  /** `server.address` with the port where one is given. */
  readonly serverAddress?: string;
  /** Distinct `network.peer.address` values, at most 20. */
  readonly peerAddresses?: readonly string[];
  readonly peerService?: string;
  readonly method?: string;
  readonly calls: number;
  readonly callsPerS: number;
  readonly errorRatio: number;
  readonly meanS: number;
  readonly p95S: number;
  /** Mean of the batch size attribute where it is set. */
  readonly batchSize?: number;
  readonly repetition?: Repetition;
  readonly attempts?: AttemptEvidence;
}

/**
 * One order of calls inside a request, as steps such as `cache:GET`, `store:SELECT`, `cache:SET`,
 * `store:INSERT`; repeated steps are folded into one. `background` says that it ran below no
 * request.
 */
export interface CallSequence {
  readonly steps: readonly string[];
  readonly traces: number;
  readonly background: boolean;
  /** Traces whose cache step failed, and those of them whose request succeeded. */
  readonly cacheErrors?: number;
  readonly survivedCacheErrors?: number;
}

/**
 * One entry operation, from up to 200 sampled traces: how many had a child span to a store, how
 * fast those without were, and the ten most frequent orders of calls.
 */
export interface RouteEvidence {
  readonly name: string;
  readonly kind: SpanKindName;
  readonly method?: string;
  readonly traces: number;
  readonly storeShare: number;
  readonly cacheServerShare: number;
  readonly fastP95S?: number;
  readonly slowP95S?: number;
  /** Mean time of the calls to the store after a miss. */
  readonly missPenaltyS?: number;
  /** Concurrent fills of one key divided by its misses. */
  readonly stampedeIndex?: number;
  readonly sequences: readonly CallSequence[];
}
