import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RouteResponse } from "@headroom/contracts";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { startShop, type Shop } from "../harness/shop.ts";

type Service = RouteResponse<"listPatterns">["items"][number];

const services = ["gateway", "catalog", "cart", "payments", "checkout", "fulfilment"];
const limitMs = 400_000;
/** Assessments are asked for so often, and made one after the other. */
const askEveryMs = 3_000;
/** Points that a fault must take off a score: more than it moves by itself. */
const clearFall = 8;

let product: Product;
let shop: Shop;

beforeAll(async () => {
  product = await startProduct({ HEADROOM_ASSESS_INTERVAL: "30", HEADROOM_ASSESS_WINDOW: "300" });
  shop = await startShop(product.otlpHttpUrl, "2d");
}, limitMs);

afterAll(async () => {
  await shop?.stop();
  await product?.dispose();
});

async function readPatterns(): Promise<readonly Service[]> {
  for (const service of services) {
    await product.api.call("assessService", { params: { service } }).catch(() => undefined);
  }
  await delay(askEveryMs);
  return (await product.api.call("listPatterns")).items;
}

function scoreOf(items: readonly Service[], service: string, patternId: string): number | null {
  const patterns = items.find((each) => each.service === service)?.patterns ?? [];
  const scores = patterns.flatMap((each) =>
    each.patternId === patternId && each.score !== null ? [each.score] : [],
  );
  return scores.length === 0 ? null : Math.min(...scores);
}

const watched = [
  { fault: "cache-flush", service: "catalog", patternId: "P13" },
  { fault: "queue-backlog", service: "fulfilment", patternId: "P41" },
  { fault: "error-burst", service: "checkout", patternId: "P48" },
  { fault: "pool-exhaustion", service: "checkout", patternId: "P33" },
] as const;

it(
  "recognises at least ten patterns of the shop, each with evidence",
  async () => {
    const items = await eventually(
      "ten patterns",
      async () => {
        const found = await readPatterns();
        const ids = new Set(
          found.flatMap(({ patterns }) => patterns.map((each) => each.patternId)),
        );
        const isScored = watched.every(
          ({ service, patternId }) => scoreOf(found, service, patternId) !== null,
        );
        return ids.size >= 10 && isScored ? found : undefined;
      },
      limitMs,
    );
    const ids = new Set(items.flatMap(({ patterns }) => patterns.map((each) => each.patternId)));
    for (const id of ["P08", "P13", "P19", "P33", "P35", "P41", "P48", "P50"])
      expect(ids).toContain(id);
    // Replicas, autoscalers and a blue-green switch are things that the shop does not have.
    for (const id of ["P04", "P23", "P55a"]) expect(ids).not.toContain(id);
    for (const { service, patterns } of items) {
      const [first] = patterns;
      if (first === undefined) continue;
      const detail = await product.api.call("getServicePattern", {
        params: { service, patternId: first.patternId },
        query: { subject: first.subject },
      });
      expect(detail.evidence.length).toBeGreaterThan(0);
    }
  },
  limitMs + 60_000,
);

it(
  "lowers the score of what a fault breaks, and of nothing else",
  async () => {
    const before = await readPatterns();
    const calm = new Map(
      watched.map(({ fault, service, patternId }) => [fault, scoreOf(before, service, patternId)]),
    );
    const cartPool = scoreOf(before, "cart", "P33");
    const fallen = (
      items: readonly Service[],
      { fault, service, patternId }: (typeof watched)[number],
    ) => (scoreOf(items, service, patternId) ?? 100) <= (calm.get(fault) ?? 0) - clearFall;
    for (const faults of [watched.slice(0, 3), watched.slice(3)]) {
      for (const { fault } of faults) await shop.setFault(fault, true);
      const items = await eventually(
        faults.map(({ fault, patternId }) => `${fault} lowers ${patternId}`).join(", "),
        async () => {
          const now = await readPatterns();
          return faults.every((each) => fallen(now, each)) ? now : undefined;
        },
        limitMs,
      );
      expect(scoreOf(items, "cart", "P33")).toBeGreaterThan((cartPool ?? 0) - clearFall);
      for (const { fault } of faults) await shop.setFault(fault, false);
    }
  },
  2 * limitMs + 60_000,
);
