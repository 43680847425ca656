import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RouteResponse } from "@headroom/contracts";
import { ApiFailure } from "../harness/api-client.ts";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { brokenForMs, sendIncident } from "./analysis-incident.ts";

let product: Product;
const nowMs = Date.now();
const shopP95 = { type: "red", measure: "p95", service: "shop" } as const;
const lastMinutes = (minutes: number) => ({
  from: new Date(nowMs - minutes * 60_000).toISOString(),
  to: new Date(nowMs).toISOString(),
});

beforeAll(async () => {
  product = await startProduct();
  await sendIncident(product.otlpHttpUrl, nowMs);
  await eventually("the incident can be queried", async () => {
    const { items } = await product.api.call("listServices");
    const { items: metrics } = await product.api.call("listMetrics", { query: {} });
    return items.length === 4 && metrics.length === 2 ? true : undefined;
  });
});

afterAll(() => product.dispose());

describe("the trend of a signal", () => {
  it("finds the jump, and says what there is no history for", async () => {
    const trend = await product.api.call("describeTrend", {
      body: { signal: shopP95, ...lastMinutes(120) },
    });
    expect(trend).toMatchObject({ status: "described", stepSeconds: 60, unit: "ms" });
    expect(trend.points.length).toBe(120);
    expect(trend.lastWeek.every(([, value]) => value === null)).toBe(true);
    const jump = trend.changes.at(-1);
    expect(Math.abs(Date.parse(jump?.at ?? "") - (nowMs - brokenForMs))).toBeLessThan(120_000);
    expect(jump?.change.low).toBeGreaterThan(300);
    expect(trend.weekOnWeek).toBeNull();
    expect(trend.summary.sentence).toContain("a day or more");
  });

  it("compares versions by the calls of each", async () => {
    const { releases } = await product.api.call("describeTrend", {
      body: { signal: { type: "red", measure: "avg", service: "reports" }, ...lastMinutes(120) },
    });
    expect(releases.versions.map(({ version }) => version)).toEqual(["1.9", "2.0"]);
    expect(releases.differences).toHaveLength(1);
    expect(releases.differences[0]).toMatchObject({
      version: "2.0",
      previous: "1.9",
      comparison: "one-after-the-other",
    });
    expect(releases.note).toBeNull();
  });

  it("reads four weeks by the hour for a longer range, and whole versions for the last day", async () => {
    const trend = await product.api.call("describeTrend", {
      body: { signal: shopP95, ...lastMinutes(60 * 24 * 14) },
    });
    expect(trend.stepSeconds).toBe(3_600);
    expect(trend.status).toBe("too-few-points");
    expect(trend.level).toBeNull();
    expect(trend.releases.note).toContain("last 24 h");
  });

  it("refuses groups", async () => {
    const asked = product.api.call("describeTrend", {
      body: { signal: { ...shopP95, groupBy: ["operation"] }, ...lastMinutes(60) },
    });
    await expect(asked).rejects.toThrow(ApiFailure);
    await expect(asked).rejects.toThrow(/leave `groupBy` empty/);
  });
});

describe("what moved with a signal", () => {
  type Correlation = RouteResponse<"findCorrelations">;
  const find = (more: object): Promise<Correlation> =>
    product.api.call("findCorrelations", {
      body: { signal: shopP95, ...lastMinutes(90), ...more },
    });

  it("puts the slow dependency first, and leaves out what is unrelated", async () => {
    const answer = await find({ scope: "all" });
    expect(answer.advice).toBeNull();
    expect(answer.findings[0]).toMatchObject({
      name: "p95 latency of stock",
      service: "stock",
      signal: { type: "red", measure: "p95", service: "stock" },
      sign: 1,
      unit: "ms",
    });
    const services = new Set(answer.findings.map(({ service }) => service));
    expect(services).not.toContain("weather");
    expect(services).not.toContain("reports");
    const locks = answer.findings.find(({ name }) => name.startsWith("stock.locks.held"));
    expect(locks?.kind).toBe("level-shift");
    expect(locks?.points).toHaveLength(answer.target.points.length);
  });

  it("compares the services that call each other, or the service alone", async () => {
    const near = await find({ scope: "neighbours", includeRefused: true });
    expect(new Set(near.findings.map(({ service }) => service))).toEqual(
      new Set(["shop", "stock"]),
    );
    const alone = await find({ scope: "service", includeRefused: true });
    expect(new Set(alone.findings.map(({ service }) => service))).toEqual(new Set(["shop"]));
  });

  it("names the attribute value that the change comes from", async () => {
    const { attributes } = await find({ ...lastMinutes(9) });
    expect(attributes?.measure).toBe("latency");
    expect(attributes?.explanations[0]?.conditions).toEqual([{ key: "warehouse", value: "b" }]);
    expect(attributes?.byKey.map(({ key }) => key)).not.toContain("order.id");
  });

  it("opens a finding with its signal", async () => {
    const { findings } = await find({ scope: "all" });
    const signal = findings[0]?.signal;
    if (signal === undefined) throw new Error("Nothing was found.");
    const trend = await product.api.call("describeTrend", {
      body: { signal, ...lastMinutes(90) },
    });
    expect(trend.points.some(([, value]) => value !== null)).toBe(true);
  });

  it("says what to do where nothing can be compared", async () => {
    const answer = await product.api.call("findCorrelations", {
      body: { signal: { ...shopP95, service: "nobody" }, ...lastMinutes(60) },
    });
    expect(answer.findings).toEqual([]);
    expect(answer.advice).toContain("choose a longer window");
  });
});

describe("the suspects of an incident", () => {
  it("are the slow dependency before its symptom and a new version elsewhere", async () => {
    const rule = await product.api.call("createRule", {
      body: {
        name: "Orders are slow",
        signal: { ...shopP95, groupBy: ["service"] },
        condition: { comparison: "gt", threshold: 200 },
        windowMs: 300_000,
        intervalMs: 5_000,
        evalDelayMs: 0,
      },
    });
    const incident = await eventually("the rule fires", async () => {
      const { items } = await product.api.call("listIncidents", { query: { ruleId: rule.id } });
      return items[0];
    });
    const suspects = await product.api.call("getIncidentSuspects", {
      params: { id: incident.id },
    });
    const at = (service: string) => suspects.items.findIndex((each) => each.service === service);
    expect(suspects.items[0]).toMatchObject({
      service: "stock",
      isSymptom: false,
      confidence: "high",
    });
    expect(at("shop")).toBeGreaterThan(0);
    expect(suspects.items[at("shop")]).toMatchObject({ isSymptom: true, confidence: "low" });
    expect(suspects.items[at("reports")]?.evidence.map(({ kind }) => kind)).toContain("version");
    expect(at("weather")).toBe(-1);
    expect(suspects.looked).toContain("4 services");
    expect(suspects.looked).toContain("its series jumped at");
  });

  it("are not found for an incident that does not exist", async () => {
    const id = "00000000-0000-7000-8000-000000000000";
    await expect(product.api.call("getIncidentSuspects", { params: { id } })).rejects.toMatchObject(
      { status: 404 },
    );
  });
});
