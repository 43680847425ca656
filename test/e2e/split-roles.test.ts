import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startClickHouseGateway, type ClickHouseGateway } from "../harness/clickhouse-gateway.ts";
import { eventually } from "../harness/eventually.ts";
import { startPostgres, type TestPostgres } from "../harness/postgres.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { sendSpans } from "../harness/send-spans.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../harness/webhook-receiver.ts";

let clickhouse: ClickHouseGateway;
let postgres: TestPostgres;
let webhook: WebhookReceiver;
let ingest: Product;
let api: Product;
let workers: Product[] = [];

// The shape of docker-compose.yml: the same settings, each role in a process of its own.
beforeAll(async () => {
  [clickhouse, postgres, webhook] = await Promise.all([
    startClickHouseGateway(),
    startPostgres(),
    startWebhookReceiver(),
  ]);
  const stores = { CLICKHOUSE_URL: clickhouse.url, DATABASE_URL: postgres.connectionString };
  ingest = await startProduct({ ...stores, HEADROOM_ROLES: "ingest" });
  api = await startProduct({ ...stores, HEADROOM_ROLES: "api" });
  workers = await Promise.all([
    startProduct({ ...stores, HEADROOM_ROLES: "worker" }),
    startProduct({ ...stores, HEADROOM_ROLES: "worker" }),
  ]);
});

afterAll(async () => {
  await Promise.all([ingest, api, ...workers].map((each) => each?.dispose()));
  await Promise.all([clickhouse?.stop(), postgres?.stop(), webhook?.stop()]);
});

describe("roles in processes of their own", () => {
  it("receive, find a breach and tell once, with two workers", async () => {
    const { id: channelId } = await api.api.call("createChannel", {
      body: { name: "hook", config: { type: "webhook", url: webhook.url } },
    });
    await api.api.call("createRule", {
      body: {
        name: "Slow",
        signal: { type: "red", measure: "p95", service: "split" },
        condition: { comparison: "gt", threshold: 100 },
        windowMs: 30_000,
        intervalMs: 5_000,
        evalDelayMs: 3_000,
        channelIds: [channelId],
      },
    });
    const [traceId] = await sendSpans(ingest.otlpHttpUrl, {
      service: "split",
      count: 20,
      durationMs: 800,
    });
    const read = await eventually("the trace", () =>
      api.api.call("getTrace", { params: { traceId: traceId ?? "" } }),
    );
    expect(read.spans[0]?.service).toBe("split");

    await webhook.waitFor((each) => each.body["status"] === "firing");
    const incident = await eventually("the incident", async () => {
      const { items } = await api.api.call("listIncidents");
      return items[0];
    });
    expect(incident).toMatchObject({ title: "Slow", status: "open" });
    await eventually("the notice is recorded as delivered", async () => {
      const detail = await api.api.call("getIncident", { params: { id: incident.id } });
      return detail.notifications[0]?.status === "delivered" ? true : undefined;
    });
    expect(webhook.received.filter((each) => each.body["status"] === "firing")).toHaveLength(1);
  });

  it("serve only what their role is for", async () => {
    expect((await fetch(`${ingest.apiUrl}/api/v1/services`)).status).toBe(404);
    expect((await fetch(`${ingest.apiUrl}/healthz`)).status).toBe(200);
    await expect(fetch(`${api.otlpHttpUrl}/v1/traces`, { method: "POST" })).rejects.toThrow(
      /fetch failed/,
    );
  });

  it("take telemetry in while ClickHouse is away, also when they start then", async () => {
    await clickhouse.kill();
    const early = await startProduct({
      CLICKHOUSE_URL: clickhouse.url,
      DATABASE_URL: postgres.connectionString,
      HEADROOM_ROLES: "ingest",
    });
    try {
      const [traceId] = await sendSpans(early.otlpHttpUrl, { service: "early", count: 5 });
      await clickhouse.restart();
      const read = await eventually("the trace", () =>
        api.api.call("getTrace", { params: { traceId: traceId ?? "" } }),
      );
      expect(read.spans[0]?.service).toBe("early");
    } finally {
      await early.dispose();
    }
  });
});
