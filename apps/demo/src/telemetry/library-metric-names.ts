/**
 * Names for what has no semantic convention: the ones Micrometer's cache binder and resilience4j use,
 * because those are the names dashboards and pattern recognisers already know.
 */
export const METRIC_CACHE_GETS = "cache.gets";
/** Entries written to a cache. */
export const METRIC_CACHE_PUTS = "cache.puts";
/** Entries a cache dropped to stay within its size. */
export const METRIC_CACHE_EVICTIONS = "cache.evictions";
/** Entries in a cache now. */
export const METRIC_CACHE_SIZE = "cache.size";
/** Seconds it took to load a missing entry. */
export const METRIC_CACHE_LOAD_DURATION = "cache.load.duration";
/** Cache name. */
export const ATTR_CACHE = "cache";
/** `hit` or `miss`. */
export const ATTR_CACHE_RESULT = "result";

/** 1 for the state the breaker is in, 0 for the others. */
export const METRIC_BREAKER_STATE = "resilience4j.circuitbreaker.state";
/** Calls by `kind`: successful, failed. */
export const METRIC_BREAKER_CALLS = "resilience4j.circuitbreaker.calls";
/** Calls the open breaker refused. */
export const METRIC_BREAKER_NOT_PERMITTED = "resilience4j.circuitbreaker.not.permitted.calls";
/** Calls by how retrying ended. */
export const METRIC_RETRY_CALLS = "resilience4j.retry.calls";
/** Name of a breaker or retry. */
export const ATTR_RESILIENCE_NAME = "name";
/** Outcome of a call. */
export const ATTR_RESILIENCE_KIND = "kind";
/** State of a breaker: closed, open, half_open. */
export const ATTR_BREAKER_STATE = "state";
/** All states a breaker series exists for. */
export const BREAKER_STATES = ["closed", "open", "half_open"] as const;

/** Bytes that V8 lets the heap grow to; named after the field of its heap statistics. */
export const METRIC_HEAP_SIZE_LIMIT = "v8js.memory.heap.size_limit";

/** Jobs of a BullMQ queue by state. */
export const METRIC_QUEUE_JOBS = "bullmq.queue.jobs";
/** Queue name. */
export const ATTR_QUEUE_NAME = "bullmq.queue.name";
/** State of the counted jobs. */
export const ATTR_QUEUE_JOBS_STATE = "bullmq.queue.jobs.state";
/** Seconds from adding a job to the start of its processing. */
export const METRIC_QUEUE_WAIT = "shop.queue.wait.duration";

/** Bucket bounds, in seconds, the HTTP conventions advise for request durations. */
export const DURATION_BOUNDS_S = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];
