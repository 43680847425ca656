import { LRUCache } from "lru-cache";
import { openDatabase, type Row } from "../database/database.ts";
import { observeCache } from "../telemetry/cache-metrics.ts";
import { createLog } from "../telemetry/log.ts";
import { CACHE_MAX_ENTRIES } from "../topology.ts";
import { createServer, httpError, serve } from "./run-service.ts";

const CACHE_TTL_MS = 600_000;
const SLOW_SECONDS = 0.8;
const SLOW_LOAD_S = 0.25;

const log = createLog("catalog");
const database = openDatabase("catalog");
let cacheBypassed = false;
let queryDelayS = 0;

const cache = new LRUCache<number, Row>({
  max: CACHE_MAX_ENTRIES,
  ttl: CACHE_TTL_MS,
  dispose: (_value, _key, reason) => {
    if (reason === "evict") observed.countEviction();
  },
});
const observed = observeCache("products", () => cache.size);

/** The delay is part of the statement so that it shows as database time, not as time of this process. */
function delayed(columns: string): string {
  return queryDelayS > 0 ? `${columns}, pg_sleep(${queryDelayS})::text AS waited` : columns;
}

async function loadProduct(id: number): Promise<Row> {
  const startedAt = performance.now();
  const [product] = await database.query(
    `SELECT ${delayed("id, name, category, price_cents, stock")} FROM products WHERE id = $1`,
    [id],
  );
  const seconds = (performance.now() - startedAt) / 1000;
  observed.recordLoad(seconds);
  if (seconds > SLOW_LOAD_S)
    log.warn("slow product query", { "product.id": id, "query.seconds": seconds });
  if (product === undefined) throw httpError(404, `product ${id} does not exist`);
  return product;
}

async function findProduct(id: number): Promise<Row> {
  const cached = cacheBypassed ? undefined : cache.get(id);
  observed.countGet(cached === undefined ? "miss" : "hit");
  if (cached !== undefined) return cached;
  const product = await loadProduct(id);
  if (!cacheBypassed) {
    cache.set(id, product);
    observed.countPut();
  }
  return product;
}

const server = createServer("catalog");
server.get<{ Params: { id: string } }>("/products/:id", (request) =>
  findProduct(Number(request.params.id)),
);
server.get("/products", async () => ({
  products: await database.query(
    "SELECT id, name, price_cents FROM products ORDER BY popularity DESC, id LIMIT 24",
  ),
}));
server.get<{ Querystring: { q?: string } }>("/search", async (request) => {
  const term = (request.query.q ?? "").slice(0, 40);
  const limited =
    "(SELECT id, name, price_cents FROM products WHERE name ILIKE $1 ORDER BY popularity DESC LIMIT 20) AS found";
  const sleep = queryDelayS > 0 ? ` CROSS JOIN (SELECT pg_sleep(${queryDelayS})) AS waited` : "";
  const products = await database.query(`SELECT found.* FROM ${limited}${sleep}`, [`%${term}%`]);
  if (products.length === 0) log.info("search found nothing", { "search.term": term });
  return { products };
});

await serve(server, {
  onFault: (name, on) => {
    if (name === "slow-query") queryDelayS = on ? SLOW_SECONDS : 0;
    if (name !== "cache-flush") return;
    cacheBypassed = on;
    cache.clear();
    log.warn(on ? "product cache flushed and bypassed" : "product cache back in use");
  },
  close: () => database.close(),
});
log.info("catalog is ready", { "cache.max_entries": CACHE_MAX_ENTRIES });
