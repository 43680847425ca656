import {
  ATTR_JVM_MEMORY_TYPE,
  METRIC_JVM_MEMORY_LIMIT,
  METRIC_JVM_MEMORY_USED,
  METRIC_V8JS_MEMORY_HEAP_USED,
} from "@opentelemetry/semantic-conventions/incubating";
import { named, signal } from "../signal.ts";

/** Labels that name a cache inside a process. */
export const cacheKeys = ["cache", "name", "cache.name", "entityName", "region"];

/** Signals of caches inside a process: Micrometer's binder, Hibernate, and Tomcat's resource cache. */
export const localCacheSignals = {
  hits: signal(
    "cache.hits",
    "{get}",
    named("cache.gets", "result", ["hit"]),
    named("hibernate.second.level.cache.requests", "result", ["hit"]),
    named("hibernate.query.cache.requests", "result", ["hit"]),
    "tomcat.cache.hit",
  ),
  misses: signal(
    "cache.misses",
    "{get}",
    named("cache.gets", "result", ["miss"]),
    named("hibernate.second.level.cache.requests", "result", ["miss"]),
    named("hibernate.query.cache.requests", "result", ["miss"]),
  ),
  accesses: signal("cache.accesses", "{get}", "tomcat.cache.access"),
  puts: signal("cache.puts", "{put}", "cache.puts", "hibernate.second.level.cache.puts"),
  evictions: signal("cache.evictions", "{eviction}", "cache.evictions"),
  size: signal("cache.size", "{entry}", "cache.size"),
  loadTime: signal("cache.load-time", "s", "cache.load.duration", "cache.load"),
};

/** Heap of the process and its limit, from the runtimes that state both. */
export const heapSignals = {
  used: signal(
    "heap.used",
    "By",
    named(METRIC_JVM_MEMORY_USED, [ATTR_JVM_MEMORY_TYPE, "area", "type"], ["heap"]),
    METRIC_V8JS_MEMORY_HEAP_USED,
  ),
  limit: signal(
    "heap.limit",
    "By",
    named(METRIC_JVM_MEMORY_LIMIT, [ATTR_JVM_MEMORY_TYPE, "area", "type"], ["heap"]),
    // What `v8.getHeapStatistics()` calls heap_size_limit; no convention names it yet. The size of
    // the heap spaces is what V8 reserved so far, which is no limit.
    "v8js.memory.heap.size_limit",
  ),
};

/** Signals of cache servers: the receivers for Redis and Memcached and their exporters. */
export const cacheServerSignals = {
  hits: signal(
    "cache-server.hits",
    "{get}",
    "redis.keyspace.hits",
    "redis_keyspace_hits_total",
    named("memcached.operations", "type", ["hit"]),
    named("memcached_commands_total", "status", ["hit"]),
  ),
  misses: signal(
    "cache-server.misses",
    "{get}",
    "redis.keyspace.misses",
    "redis_keyspace_misses_total",
    named("memcached.operations", "type", ["miss"]),
    named("memcached_commands_total", "status", ["miss"]),
  ),
  evictions: signal(
    "cache-server.evictions",
    "{item}",
    "redis.keys.evicted",
    "redis_evicted_keys_total",
    "memcached.evictions",
    "memcached_items_evicted_total",
  ),
  memoryUsed: signal(
    "cache-server.memory-used",
    "By",
    "redis.memory.used",
    "redis_memory_used_bytes",
    "memcached.bytes",
    "memcached_current_bytes",
  ),
  memoryMax: signal(
    "cache-server.memory-max",
    "By",
    "redis.maxmemory",
    "redis_memory_max_bytes",
    "memcached_limit_bytes",
  ),
  fragmentation: signal(
    "cache-server.fragmentation",
    "1",
    "redis.memory.fragmentation_ratio",
    "redis_mem_fragmentation_ratio",
  ),
  clients: signal(
    "cache-server.clients",
    "{client}",
    "redis.clients.connected",
    "redis_connected_clients",
    "memcached.connections.current",
    "memcached_current_connections",
  ),
  clientsMax: signal(
    "cache-server.clients-max",
    "{client}",
    "redis_config_maxclients",
    "memcached_max_connections",
  ),
  blocked: signal(
    "cache-server.blocked",
    "{client}",
    "redis.clients.blocked",
    "redis_blocked_clients",
  ),
  rejected: signal(
    "cache-server.rejected",
    "{connection}",
    "redis.connections.rejected",
    "redis_rejected_connections_total",
  ),
  commands: signal(
    "cache-server.commands",
    "{command}",
    "redis.commands.processed",
    "redis_commands_processed_total",
    "memcached.commands",
  ),
  keys: signal("cache-server.keys", "{key}", "redis.db.keys", "redis_db_keys"),
  expiring: signal("cache-server.expiring", "{key}", "redis.db.expires", "redis_db_keys_expiring"),
  cpu: signal("cache-server.cpu", "s", "redis.cpu.time"),
};
