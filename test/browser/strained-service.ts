import { sendMetrics, type SentMetric, type SentPoint } from "../harness/send-metrics.ts";
import { sendSpans } from "../harness/send-spans.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const upDown = { aggregationTemporality: 2, isMonotonic: false };
const heapLimit = 20e9;

/** Half an hour of whole numbers, two a minute, that ends now. */
function lately(
  nowMs: number,
  attributes: Record<string, string>,
  valueAt: (index: number) => number,
): SentPoint[] {
  return Array.from({ length: 60 }, (_, index) => ({
    timeMs: nowMs - (59 - index) * 30_000,
    startMs: nowMs - 60 * minuteMs,
    attributes,
    data: { asInt: String(valueAt(index)) },
  }));
}

/** A pool of ten connections that are all in use while four requests wait. */
function fullPool(nowMs: number): SentMetric[] {
  const pool = { "db.client.connection.pool.name": "orders" };
  const used = { ...pool, "db.client.connection.state": "used" };
  return [
    {
      name: "db.client.connection.count",
      unit: "{connection}",
      kind: "sum",
      shape: upDown,
      points: lately(nowMs, used, () => 10),
    },
    {
      name: "db.client.connection.max",
      unit: "{connection}",
      kind: "sum",
      shape: upDown,
      points: lately(nowMs, pool, () => 10),
    },
    {
      name: "db.client.connection.pending_requests",
      unit: "{request}",
      kind: "sum",
      shape: upDown,
      points: lately(nowMs, pool, (index) => 3 + (index % 3)),
    },
  ];
}

/** Five days of a heap that fills by 1 GB a day of 20. */
function fillingHeap(nowMs: number): SentMetric[] {
  const startMs = nowMs - 5 * dayMs;
  const heap = (name: string, valueAt: (atMs: number) => number): SentMetric => ({
    name,
    unit: "By",
    kind: "gauge",
    points: Array.from({ length: 5 * 24 * 4 + 1 }, (_, index) => {
      const timeMs = startMs + index * 15 * minuteMs;
      const attributes = { "v8js.heap.space.name": "old_space" };
      return { timeMs, attributes, data: { asDouble: valueAt(timeMs) + (index % 4) * 2e7 } };
    }),
  });
  return [
    heap("v8js.memory.heap.used", (atMs) => 5e9 + ((atMs - startMs) / dayMs) * 1e9),
    heap("v8js.memory.heap.size_limit", () => heapLimit),
  ];
}

/** Sends a service whose pool is full and whose heap fills up within two weeks. */
export async function sendStrainedService(otlpHttpUrl: string, service: string): Promise<void> {
  const nowMs = Date.now();
  const resource = { "service.name": service, "service.instance.id": `${service}-1` };
  await sendMetrics(otlpHttpUrl, resource, [...fullPool(nowMs), ...fillingHeap(nowMs)]);
  await sendSpans(otlpHttpUrl, { service, count: 50 });
}
