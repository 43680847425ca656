import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { windowOf, type RuleDefinition, type Signal } from "@headroom/alerting";
import { createBatchBuilder } from "@headroom/otlp";
import { openTelemetryStore, type TelemetryStore } from "@headroom/telemetry-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLessonCache, type LessonReader } from "./lesson-cache.ts";
import { previewRule } from "./preview-rule.ts";
import { readWindow } from "./read-window.ts";

const minuteMs = 60_000;
const baseMs = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3 * 3_600_000;
const range = { fromMs: baseMs, toMs: baseMs + 30 * minuteMs };
const nanos = (ms: number): string => `${ms}000000`;

let directory = "";
let store: TelemetryStore;
let readLesson: LessonReader;

// A record every 10 s and a gauge of two pods; both say “late” or 9 from minute 10 to 20.
function sampleBlocks() {
  const builder = createBatchBuilder();
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const times = Array.from({ length: 180 }, (_, index) => baseMs + index * 10_000);
  const isLate = (ms: number) => ms >= baseMs + 10 * minuteMs && ms < baseMs + 20 * minuteMs;
  const logRecords = times.map((ms, index) => ({
    timeUnixNano: nanos(ms),
    body: { stringValue: isLate(ms) ? "It was late" : "It was fine" },
    attributes: [text("region", index % 2 === 0 ? "eu" : "us")],
  }));
  const dataPoints = ["a", "b"].flatMap((pod) =>
    times.map((ms) => ({
      timeUnixNano: nanos(ms),
      asDouble: pod === "a" && isLate(ms) ? 9 : 1,
      attributes: [text("pod", pod)],
    })),
  );
  const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  builder.addLogs(encode({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }), "json", 0n);
  const metrics = [{ name: "queue.length", unit: "{job}", gauge: { dataPoints } }];
  builder.addMetrics(encode({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }), "json");
  return builder.takeBlocks();
}

function ruleOf(signal: Signal, threshold: number): RuleDefinition {
  return {
    name: "r",
    description: "",
    enabled: true,
    kind: "threshold",
    signal,
    condition: { comparison: "gt", threshold },
    windowMs: minuteMs,
    intervalMs: minuteMs,
    evalDelayMs: 7_000,
    forMs: 0,
    keepFiringForMs: 0,
    noData: "hold",
    severity: "warning",
    labels: {},
    annotations: {},
    channelIds: [],
    escalationPolicyId: null,
  };
}

const gauge: Signal = {
  type: "metric",
  metric: "queue.length",
  aggregation: "max",
  filters: [],
  groupBy: ["pod"],
};

describe("previewRule", () => {
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "headroom-preview-"));
    store = await openTelemetryStore({
      kind: "embedded",
      directory: join(directory, "data"),
      spoolDirectory: join(directory, "spool"),
      maxMemoryBytes: 1024 ** 3,
    });
    await store.append(sampleBlocks());
    await store.drain(15_000);
    readLesson = createLessonCache(store.queries, Date.now);
  });

  afterAll(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  it("gives each slot the value the live reader gives its window", async () => {
    const rule = ruleOf(gauge, 5);
    const preview = await previewRule(store.queries, rule, range, readLesson);
    expect(preview).toMatchObject({ stepSeconds: 60, unit: "{job}", hiddenSeries: 0, note: null });
    const [slots = []] = preview.series.map(({ points }) => points.map(([slotMs]) => slotMs));
    expect(slots).toEqual(Array.from({ length: 31 }, (_, index) => baseMs + index * minuteMs));
    for (const [index, slotMs] of slots.entries()) {
      const live = await readWindow(store.queries, rule, windowOf(rule, slotMs));
      for (const { labels, points } of preview.series) {
        const group =
          live.kind === "values"
            ? live.groups.find((each) => each.labels["pod"] === labels["pod"])
            : undefined;
        expect(points[index]).toEqual([slotMs, group?.value ?? null]);
      }
    }
  });

  it("says when the rule would have fired", async () => {
    const { series, episodes } = await previewRule(
      store.queries,
      ruleOf(gauge, 5),
      range,
      readLesson,
    );
    expect(episodes).toBe(1);
    const iso = (minute: number) => new Date(baseMs + minute * minuteMs).toISOString();
    expect(series.map(({ labels, firing }) => [labels["pod"], firing])).toEqual([
      ["a", [{ from: iso(11), to: iso(21) }]],
      ["b", []],
    ]);
  });

  it("counts only the records that the rule asks for", async () => {
    const filters = [{ key: "region", op: "=" as const, value: "eu" }];
    const late: Signal = { type: "logs", query: "late", filters, groupBy: [] };
    const { series, unit } = await previewRule(store.queries, ruleOf(late, 1), range, readLesson);
    expect(unit).toBe("{record}");
    const values = series[0]?.points.map(([, value]) => value) ?? [];
    expect(values.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBe(30);
    expect(values.slice(12, 20)).toEqual(Array.from({ length: 8 }, () => 3));
  });

  it("leaves slots out evenly over a long range and says so", async () => {
    const long = { fromMs: baseMs - 20 * 3_600_000, toMs: range.toMs };
    const preview = await previewRule(store.queries, ruleOf(gauge, 5), long, readLesson);
    expect(preview.stepSeconds).toBeGreaterThan(60);
    expect(preview.series[0]?.points.length).toBeLessThanOrEqual(121);
    expect(preview.note).toContain("so short breaches may be missing");
  });

  it("says why a signal can't be read, and has nothing to say about no data", async () => {
    const wrong = ruleOf({ ...gauge, aggregation: "p95" }, 5);
    await expect(previewRule(store.queries, wrong, range, readLesson)).rejects.toMatchObject({
      code: "invalid_request",
    });
    const none = ruleOf({ ...gauge, metric: "nothing" }, 5);
    expect(await previewRule(store.queries, none, range, readLesson)).toMatchObject({
      series: [],
      episodes: 0,
    });
  });
});
