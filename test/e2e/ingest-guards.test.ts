import { diag, DiagLogLevel } from "@opentelemetry/api";
import { OTLPMetricExporter as GrpcMetrics } from "@opentelemetry/exporter-metrics-otlp-grpc";
import { OTLPMetricExporter as HttpMetrics } from "@opentelemetry/exporter-metrics-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from "@opentelemetry/sdk-metrics";
import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";

const dayMs = 86_400_000;
let product: Product;

beforeAll(async () => {
  product = await startProduct({
    HEADROOM_MAX_SERIES_PER_METRIC: "50",
    HEADROOM_MAX_SERIES_PER_SERVICE: "120",
    HEADROOM_MAX_ATTRIBUTES: "8",
    HEADROOM_MAX_ATTRIBUTE_BYTES: "256",
    HEADROOM_MAX_BODY_TEXT_BYTES: "512",
    HEADROOM_SELF_TELEMETRY: "on",
  });
});

afterAll(() => product.dispose());
afterEach(() => diag.disable());

/** Collects what the SDK says to the people who run it. */
function listenToSdk(): string[] {
  const said: string[] = [];
  const keep = (...words: unknown[]): void => void said.push(words.map(String).join(" "));
  const logger = { error: keep, warn: keep, info: keep, debug: keep, verbose: keep };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  return said;
}

function startMeter(exporter: PushMetricExporter, service: string) {
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 600_000 });
  const resource = resourceFromAttributes({ [ATTR_SERVICE_NAME]: service });
  const provider = new MeterProvider({ resource, readers: [reader] });
  return { meter: provider.getMeter("guards"), provider };
}

/** Posts OTLP/JSON; the partial success of the answer, or undefined. */
async function post(signal: "traces" | "logs" | "metrics", document: unknown) {
  const response = await fetch(`${product.otlpHttpUrl}/v1/${signal}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(document),
  });
  expect(response.status).toBe(200);
  const answer = (await response.json()) as { partialSuccess?: Record<string, string> };
  return answer.partialSuccess;
}

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

describe("new series beyond the limit", () => {
  it.each([
    ["HTTP", () => new HttpMetrics({ url: `${product.otlpHttpUrl}/v1/metrics` })],
    ["gRPC", () => new GrpcMetrics({ url: product.otlpGrpcUrl })],
  ])(
    "are refused over %s with metric, service and attribute; known ones go on",
    async (name, make) => {
      const service = `guarded-${name}`;
      const said = listenToSdk();
      const { meter, provider } = startMeter(make(), service);
      const carts = meter.createCounter("carts.opened");
      const other = meter.createCounter("carts.closed");
      for (let user = 0; user < 40; user++) carts.add(1, { "user.id": `u${user}`, region: "eu" });
      await provider.forceFlush();
      expect(said).toEqual([]);

      for (let user = 40; user < 70; user++) carts.add(1, { "user.id": `u${user}`, region: "eu" });
      other.add(1, { region: "eu" });
      await provider.forceFlush();
      expect(said.join()).toContain("Partial Success");
      expect(said.join()).toContain("20 × too_many_series_of_metric");
      expect(said.join()).toContain(`${service}: carts.opened has 50 series`);
      expect(said.join()).toMatch(/user\.id alone has about \d+ values/);
      expect(said.join()).toContain("HEADROOM_MAX_SERIES_PER_METRIC");
      await provider.shutdown();

      const answer = await eventually("the series are stored", async () => {
        const found = await product.api.call("getCardinality", { query: { service } });
        return found.totalSeries === 51 ? found : undefined;
      });
      expect(answer.limits).toEqual({ seriesPerMetric: 50, seriesPerService: 120 });
      expect(answer.metrics).toMatchObject([
        {
          metric: "carts.opened",
          series: 50,
          limitShare: 1,
          topAttribute: { key: "user.id", place: "attribute", values: 50 },
        },
        { metric: "carts.closed", series: 1 },
      ]);
    },
  );

  it("are refused for the whole service, in JSON too", async () => {
    const metrics = Array.from({ length: 13 }, (_, metric) => ({
      name: `m${metric}`,
      gauge: {
        dataPoints: Array.from({ length: 10 }, (__, point) => ({
          timeUnixNano: `${Date.now()}000000`,
          asInt: 1,
          attributes: [text("shelf", `s${point}`)],
        })),
      },
    }));
    const resource = { attributes: [text(ATTR_SERVICE_NAME, "wide")] };
    const partial = await post("metrics", {
      resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }],
    });
    expect(partial?.["rejectedDataPoints"]).toBe("10");
    expect(partial?.["errorMessage"]).toContain(
      "wide has 120 series, as many as a service may have",
    );
    expect(partial?.["errorMessage"]).toContain("HEADROOM_MAX_SERIES_PER_SERVICE");
  });
});

describe("attributes and bodies beyond their limits", () => {
  it("are cut, with a warning and counts", async () => {
    const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    const span = {
      traceId,
      spanId: "00f067aa0ba902b7",
      name: "much",
      startTimeUnixNano: `${Date.now()}000000`,
      endTimeUnixNano: `${Date.now()}000000`,
      attributes: [
        text("long", "é".repeat(200)),
        ...Array.from({ length: 11 }, (_, index) => text(`k${index}`, "v")),
      ],
    };
    const resource = { attributes: [text(ATTR_SERVICE_NAME, "chatty")] };
    const warning = await post("traces", {
      resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }],
    });
    expect(warning?.["rejectedSpans"]).toBe("0");
    expect(warning?.["errorMessage"]).toContain("4 attributes were dropped");
    expect(warning?.["errorMessage"]).toContain("1 values were cut");

    const stored = await eventually("the span is stored", () =>
      product.api.call("getTrace", { params: { traceId } }).catch(() => undefined),
    );
    const attributes = stored.spans[0]?.attributes ?? {};
    expect(Object.keys(attributes)).toHaveLength(8);
    expect(attributes["long"]).toBe("é".repeat(128));
  });
});

describe("times", () => {
  it("older than the retention or more than a day ahead are refused with the reason", async () => {
    const nowMs = Date.now();
    const record = (name: string, timeMs: number) => ({
      timeUnixNano: `${timeMs}000000`,
      body: { stringValue: name },
    });
    const logRecords = [
      record("far past", nowMs - 16 * dayMs),
      record("epoch", 1),
      record("past", nowMs - 13 * dayMs),
      record("now", nowMs),
      record("ahead", nowMs + dayMs - 60_000),
      record("far ahead", nowMs + dayMs + 60_000),
      { body: { stringValue: "untimed" } },
    ];
    const resource = { attributes: [text(ATTR_SERVICE_NAME, "clocks")] };
    const partial = await post("logs", {
      resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }],
    });
    expect(partial?.["rejectedLogRecords"]).toBe("3");
    expect(partial?.["errorMessage"]).toContain("2 × timestamp_too_old");
    expect(partial?.["errorMessage"]).toContain("1 × timestamp_too_new");
    const bodies = await eventually("the others are stored", async () => {
      const { items } = await product.api.call("listLogs", {
        query: {
          service: "clocks",
          from: new Date(nowMs - 20 * dayMs).toISOString(),
          to: new Date(nowMs + 2 * dayMs).toISOString(),
        },
      });
      return items.length === 4 ? items.map(({ body }) => body) : undefined;
    });
    expect(bodies.toSorted()).toEqual(["ahead", "now", "past", "untimed"]);
  });
});

describe("all of that", () => {
  it("is counted by reason, and overflows by metric", async () => {
    const ingestion = await eventually("the process has reported", async () => {
      const found = await product.api.call("getIngestion");
      return found.rejectedRows.some(({ reason }) => reason === "timestamp_too_new")
        ? found
        : undefined;
    });
    const rows = new Map(ingestion.rejectedRows.map((each) => [each.reason, each.rows]));
    expect(rows.get("timestamp_too_old")).toBe(2);
    expect(rows.get("timestamp_too_new")).toBe(1);
    expect(rows.get("too_many_series_of_service")).toBe(10);
    expect(rows.get("too_many_series_of_metric")).toBeGreaterThanOrEqual(40);
    expect(ingestion.trims).toEqual({ attributesDropped: 4, valuesTruncated: 1 });

    const { overflows } = await product.api.call("getCardinality", { query: { limit: 1 } });
    const topAttribute = { key: "user.id", place: "attribute" };
    for (const service of ["guarded-HTTP", "guarded-gRPC"]) {
      const found = overflows?.find((each) => each.service === service);
      expect(found).toMatchObject({ metric: "carts.opened", limit: "metric", topAttribute });
      expect(found?.rejectedPoints).toBeGreaterThanOrEqual(20);
    }
    expect(overflows?.find((each) => each.service === "wide")).toMatchObject({
      metric: "m12",
      limit: "service",
      rejectedPoints: 10,
    });
  });
});
