/**
 * Calls between the subject and one other service or store. From client spans joined with the
 * server spans below them; at most 100, the busiest first. `targets` are the instances of the
 * callee that took the calls, or its network addresses where it sends no spans; at most 50.
 */
export interface EdgeEvidence {
  readonly direction: "in" | "out";
  readonly peer: string;
  readonly protocol: "http" | "rpc" | "database" | "cache" | "messaging";
  readonly callsPerS: number;
  readonly errorRatio: number;
  readonly p95S: number;
  /** Distinct server addresses with ports that the caller names, at most 20. */
  readonly serverAddresses: readonly string[];
  readonly targets: readonly { readonly id: string; readonly callsPerS: number }[];
  /** Mean time on the network: client span less server span. */
  readonly networkS?: number;
  /** Correlation of the caller's error ratio with the callee's over the window. */
  readonly errorCorrelation?: number;
}

/**
 * A time in which the subject made no calls to a peer it calls otherwise, while its own requests
 * went on. From calls per peer and step; at most 50. `fastFailShare` is the share of requests that
 * failed within 5 ms without a child span; `trialCalls` those to the peer right after the gap;
 * `validationShare` the part of the failures that clients caused (4xx).
 */
export interface FastFailGap {
  readonly peer: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly requests: number;
  readonly fastFailShare: number;
  readonly validationShare: number;
  readonly trialCalls: number;
}

/** A service that takes messages from a destination. */
export interface DestinationConsumer {
  readonly service: string;
  readonly group?: string;
  readonly instances: number;
}

/**
 * One queue or topic that the subject sends to or takes from, seen over all services. From producer
 * and consumer spans by destination; at most 20. Times in seconds; `waitP95S` is from sending to
 * receiving through links. `replies` says that an answer comes back within the request.
 */
export interface DestinationEvidence {
  readonly name: string;
  readonly system: string;
  readonly producers: readonly string[];
  readonly consumers: readonly DestinationConsumer[];
  readonly sentPerS: number;
  readonly consumedPerS: number;
  readonly processMeanS?: number;
  readonly processP95S?: number;
  readonly waitP95S?: number;
  readonly errorRatio?: number;
  /** Most messages that one instance worked on at once. */
  readonly concurrency?: number;
  /** Correlation of producer latency with processing latency. */
  readonly latencyCorrelation?: number;
  readonly replies?: boolean;
}
