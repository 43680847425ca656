import { setTimeout as delay } from "node:timers/promises";
import type { Product } from "../../harness/product.ts";
import { ApiFailure } from "../../harness/api-client.ts";
import { sendSpans } from "../../harness/send-spans.ts";

const probeEveryMs = 250;
const pollMs = 10;
const limitMs = 30_000;

/** Median and 99th percentile of the time from acknowledgement to the first answer with it, ms. */
export interface Freshness {
  readonly p50: number;
  readonly p99: number;
  readonly probes: number;
}

async function probe(product: Product): Promise<number> {
  const [traceId = ""] = await sendSpans(product.otlpHttpUrl, { service: "probe", count: 1 });
  const acknowledgedMs = performance.now();
  for (;;) {
    const waitedMs = performance.now() - acknowledgedMs;
    if (waitedMs > limitMs) return waitedMs;
    try {
      await product.api.call("getTrace", { params: { traceId } });
      return performance.now() - acknowledgedMs;
    } catch (error) {
      if (!(error instanceof ApiFailure && error.status === 404)) throw error;
    }
    await delay(pollMs);
  }
}

/** Sends a trace of its own four times a second until `until` and asks for it until it is there. */
export async function measureFreshness(
  product: Product,
  until: Promise<unknown>,
): Promise<Freshness> {
  const state = { isOver: false };
  void until.finally(() => (state.isOver = true));
  const probes: Promise<number>[] = [];
  while (!state.isOver) {
    probes.push(probe(product));
    await delay(probeEveryMs);
  }
  const times = (await Promise.all(probes)).toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), probes: times.length };
}
