import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { sendSpans } from "../harness/send-spans.ts";

const ROUNDS = 4;
const SENDERS = 4;
const SPANS = 7;

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});

afterAll(() => product.dispose());

/** Sends until the server dies, counting what was acknowledged; returns those trace ids. */
async function sendUntilDown(service: string, acknowledge: (spans: number) => void) {
  const acknowledged: string[] = [];
  for (;;) {
    try {
      acknowledged.push(...(await sendSpans(product.otlpHttpUrl, { service, count: SPANS })));
      acknowledge(SPANS);
    } catch {
      return acknowledged;
    }
  }
}

async function countStored(service: string): Promise<{ spans: number; calls: number }> {
  const from = new Date(Date.now() - 3_600_000).toISOString();
  const to = new Date(Date.now() + 60_000).toISOString();
  const volume = await product.api.call("getTraceVolume", { query: { service, from, to } });
  const { red } = await product.api.call("getService", {
    params: { service },
    query: { from, to },
  });
  return {
    spans: volume.spans.reduce((sum, [, count]) => sum + (count ?? 0), 0),
    calls: red.calls,
  };
}

describe("kill -9 under load", () => {
  it("keeps every acknowledged span exactly once, in the table and in the roll-ups", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const service = `kill-${round}`;
      // Rounds die at different places: before, in and after the load of a segment.
      const enough = Promise.withResolvers<void>();
      let count = 0;
      const acknowledge = (spans: number): void => {
        count += spans;
        if (count > round * 500) enough.resolve();
      };
      const senders = Array.from({ length: SENDERS }, () => sendUntilDown(service, acknowledge));
      await enough.promise;
      await product.kill();
      const acknowledged = (await Promise.all(senders)).flat();
      await product.restart();
      expect(acknowledged.length).toBeGreaterThan(0);
      // Requests in flight at the kill were not acknowledged; whether they are there is open.
      const most = acknowledged.length + SENDERS * SPANS;
      const stored = await eventually("all acknowledged spans", async () => {
        const { spans, calls } = await countStored(service);
        return spans >= acknowledged.length && calls === spans ? spans : undefined;
      });
      expect(stored).toBeLessThanOrEqual(most);
      const last = acknowledged.at(-1) ?? "";
      const { spans } = await product.api.call("getTrace", { params: { traceId: last } });
      expect(spans).toHaveLength(1);
    }
  });
});
