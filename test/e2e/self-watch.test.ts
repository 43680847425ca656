import { builtInLabel } from "@headroom/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startClickHouseGateway, type ClickHouseGateway } from "../harness/clickhouse-gateway.ts";
import { eventually } from "../harness/eventually.ts";
import { startPostgres, type TestPostgres } from "../harness/postgres.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { sendSpans, spanRequest } from "../harness/send-spans.ts";

const own = { HEADROOM_SELF_TELEMETRY: "on" };

describe("one process that watches itself", () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct(own);
  });
  afterAll(() => product?.dispose());

  it("is no data of the user's in the first-run guide, but a service", async () => {
    await eventually("own metrics", async () => {
      const { items } = await product.api.call("listMetrics");
      return items.some(({ name }) => name === "headroom.spool.utilization") ? true : undefined;
    });
    const { telemetry } = await product.api.call("getStatus");
    expect(telemetry).toEqual({ traces: null, metrics: null, logs: null });
    const { items } = await product.api.call("listServices");
    expect(items.map(({ name }) => name)).toEqual(["headroom-server"]);
  });

  it("counts what it takes, by signal, and not what it says itself", async () => {
    await sendSpans(product.otlpHttpUrl, { service: "shop", count: 30 });
    const rows = await eventually("the rows of the shop", async () => {
      const { series } = await product.api.call("getMetricSeries", {
        query: {
          metric: "headroom.ingest.rows",
          aggregation: "increase",
          groupBy: '["headroom.signal"]',
          from: new Date(Date.now() - 300_000).toISOString(),
        },
      });
      const sums = series.map(({ labels, points }) => [
        labels["headroom.signal"],
        points.reduce((sum, [, value]) => sum + (value ?? 0), 0),
      ]);
      const found = Object.fromEntries(sums) as Record<string, number>;
      return (found["traces"] ?? 0) > 0 ? found : undefined;
    });
    expect(rows).toEqual({ traces: 30, metrics: 0, logs: 0 });
  });

  it("answers how ingestion stands, with a refusal, its reason and its sender", async () => {
    const { key } = await product.api.call("createIngestKey", {
      body: {
        name: "checkout",
        quota: { requestsPerSecond: 1, rowsPerSecond: null, bytesPerSecond: null },
      },
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        fetch(`${product.otlpHttpUrl}/v1/traces`, {
          method: "POST",
          headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
          body: spanRequest({ service: "shop", count: 1 }).body,
        }),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429).length;
    expect(refused).toBeGreaterThan(0);
    const stands = await eventually("the refusals", async () => {
      const answer = await product.api.call("getIngestion");
      return answer.refusals.length > 0 && answer.disks.length > 0 ? answer : undefined;
    });
    expect(stands.refusals[0]).toMatchObject({
      reason: "quota_requests",
      sender: "checkout",
      requests: refused,
    });
    expect(stands.refusals[0]?.advice).toMatch(/raise the quota/);
    expect(stands).toMatchObject({ isWatched: true, rejectedRows: [] });
    expect(stands.spool?.maxBytes).toBeGreaterThan(0);
    expect(stands.processes).toMatchObject([
      { service: "headroom-server", isSilent: false, lastProblem: null },
    ]);
    expect(stands.tables?.map(({ table }) => table)).toContain("metrics_number");
    expect(stands.services?.map(({ service }) => service)).toContain("shop");
  });

  it("has four rules of its own, and one that is deleted stays so", async () => {
    const { items } = await product.api.call("listRules");
    expect(items.map(({ definition }) => definition.labels[builtInLabel] ?? "").toSorted()).toEqual(
      ["disk", "freshness", "ingestion-stopped", "spool"],
    );
    const spool = items.find(({ definition }) => definition.labels[builtInLabel] === "spool");
    await product.api.call("deleteRule", { params: { id: spool?.id ?? "" } });
    await product.stop();
    await product.restart();
    const after = await product.api.call("listRules");
    expect(after.items).toHaveLength(3);
    await eventually("the rules judged", async () => {
      const { items: judged } = await product.api.call("listRules");
      const states = judged.map(({ state }) => state);
      return states.every((state) => state === "inactive") ? true : undefined;
    });
  });
});

describe("roles in processes of their own", () => {
  let clickhouse: ClickHouseGateway;
  let postgres: TestPostgres;
  let ingest: Product;
  let api: Product;
  let worker: Product;

  beforeAll(async () => {
    [clickhouse, postgres] = await Promise.all([startClickHouseGateway(), startPostgres()]);
    const stores = { CLICKHOUSE_URL: clickhouse.url, DATABASE_URL: postgres.connectionString };
    ingest = await startProduct({ ...stores, ...own, HEADROOM_ROLES: "ingest" });
    [api, worker] = await Promise.all([
      startProduct({ ...stores, ...own, HEADROOM_ROLES: "api" }),
      startProduct({ ...stores, ...own, HEADROOM_ROLES: "worker" }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([ingest, api, worker].map((each) => each?.dispose()));
    await Promise.all([clickhouse?.stop(), postgres?.stop()]);
  });

  const findRule = async (key: string) => {
    const { items } = await api.api.call("listRules");
    const rule = items.find(({ definition }) => definition.labels[builtInLabel] === key);
    if (rule === undefined) throw new Error(`There is no rule ${key}.`);
    return rule;
  };

  it("tell that telemetry is late while ClickHouse takes none, and that it is over", async () => {
    const rule = await findRule("freshness");
    await api.api.call("updateRule", {
      params: { id: rule.id },
      body: {
        version: rule.version,
        definition: {
          ...rule.definition,
          condition: { comparison: "gt", threshold: 5, recovery: 4 },
          intervalMs: 5_000,
          forMs: 0,
        } as never,
      },
    });
    await sendSpans(ingest.otlpHttpUrl, { service: "shop", count: 5 });
    await eventually("the service", async () => {
      const { items } = await api.api.call("listServices");
      return items.some(({ name }) => name === "shop") ? true : undefined;
    });
    await clickhouse.kill();
    await sendSpans(ingest.otlpHttpUrl, { service: "shop", count: 7 });
    const incident = await eventually(
      "the incident",
      async () => (await api.api.call("listIncidents")).items[0],
      60_000,
    );
    expect(incident).toMatchObject({ title: "Telemetry is late", status: "open" });
    const stands = await api.api.call("getIngestion");
    expect(stands.tables).toBeNull();
    expect(stands.freshnessMs).toBeGreaterThan(5_000);
    expect(stands.processes.map(({ service }) => service).toSorted()).toEqual([
      "headroom-api",
      "headroom-ingest",
      "headroom-worker",
    ]);
    expect(stands.processes.some(({ lastProblem }) => lastProblem !== null)).toBe(true);

    await clickhouse.restart();
    await eventually(
      "the incident is over",
      async () => {
        const { items } = await api.api.call("listIncidents");
        return items[0]?.status === "resolved" ? true : undefined;
      },
      90_000,
    );
  });
});
