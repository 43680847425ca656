import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ThresholdRuleInput } from "@headroom/contracts";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { sendSampleTelemetry } from "../harness/sample-telemetry.ts";

let product: Product;

beforeAll(async () => {
  product = await startProduct();
  await sendSampleTelemetry(product.otlpHttpUrl, Date.now());
  await eventually("the sample can be queried", async () => {
    const { total } = await product.api.call("getLogHistogram", { query: { service: "checkout" } });
    const { items } = await product.api.call("listMetrics", { query: { service: "checkout" } });
    const { red } = await product.api.call("getService", { params: { service: "payments" } });
    return total === 180 && items.length === 2 && red.calls > 0 ? true : undefined;
  });
});

afterAll(() => product.dispose());

/** Creates a rule that looks back over the whole sample and returns its state once it is known. */
async function evaluate(name: string, changes: Pick<ThresholdRuleInput, "signal" | "condition">) {
  const rule = await product.api.call("createRule", {
    body: { name, windowMs: 3_600_000, intervalMs: 5_000, evalDelayMs: 0, ...changes },
  });
  return eventually(`the rule ${name} is evaluated`, async () => {
    const read = await product.api.call("getRule", { params: { id: rule.id } });
    return read.lastEvaluatedAt === null || read.dataStatus === "error" ? undefined : read;
  });
}

const above = (threshold: number) => ({ comparison: "gt" as const, threshold });
const logs = { type: "logs", service: "checkout" } as const;
const metric = { type: "metric", metric: "db.client.connection.count" } as const;

describe("threshold rules", () => {
  // The sample has 180 log records, 18 of them errors with “card declined”.
  it.each([
    ["all logs", { signal: logs, condition: above(179) }, "firing"],
    ["error logs", { signal: { ...logs, minSeverity: 17 }, condition: above(18) }, "inactive"],
    [
      "logs by words",
      { signal: { ...logs, query: "card DECLINED" }, condition: above(17) },
      "firing",
    ],
    [
      "logs by other words",
      { signal: { ...logs, query: "no such words" }, condition: above(0) },
      "inactive",
    ],
    [
      "logs by attribute",
      {
        signal: { ...logs, filters: [{ key: "order.id", op: "=", value: "o-7" }] },
        condition: above(1),
      },
      "inactive",
    ],
    [
      "a gauge by attribute",
      {
        signal: {
          ...metric,
          aggregation: "max",
          filters: [{ key: "db.client.connection.state", op: "=", value: "used" }],
        },
        condition: above(6.5),
      },
      "firing",
    ],
    [
      "a gauge by group",
      {
        signal: { ...metric, aggregation: "avg", groupBy: ["db.client.connection.state"] },
        condition: above(100),
      },
      "inactive",
    ],
    [
      "a histogram's quantile",
      {
        signal: { type: "metric", metric: "http.server.request.duration", aggregation: "p50" },
        condition: above(0.05),
      },
      "firing",
    ],
    [
      "the error ratio of one operation",
      {
        signal: {
          type: "red",
          measure: "error_ratio",
          service: "payments",
          operation: "POST /charges",
        },
        condition: above(0.09),
      },
      "firing",
    ],
  ] satisfies [string, Pick<ThresholdRuleInput, "signal" | "condition">, string][])(
    "read %s",
    async (name, changes, state) => {
      const rule = await evaluate(name, changes);
      expect(rule.lastError).toBeNull();
      expect(rule.state).toBe(state);
      const preview = await product.api.call("previewRule", {
        body: {
          definition: rule.definition,
          from: new Date(Date.now() - 60_000).toISOString(),
          to: new Date().toISOString(),
        },
      });
      expect(preview.episodes > 0).toBe(state === "firing");
    },
  );
});
