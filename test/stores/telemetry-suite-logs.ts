import { beforeAll, describe, expect, it } from "vitest";
import { logBlocks, spanIdOf, traceIdOf } from "./telemetry-samples.ts";
import type { SampleLog } from "./telemetry-samples.ts";
import type { StoreAccess } from "./telemetry-suite.ts";

const minuteMs = 60_000;
const baseMs = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 4 * 3_600_000;
const range = { fromMs: baseMs, toMs: baseMs + 10 * minuteMs };
const severities = [0, 1, 5, 9, 13, 17, 21];

// 140 records, several of them in the same millisecond; record i of severity class i mod 7.
function sampleLogs(): SampleLog[] {
  return Array.from({ length: 140 }, (_, index) => ({
    service: index % 2 === 0 ? "shop" : "stock",
    timeMs: baseMs + Math.floor(index / 4) * 10_000,
    body: `Order ${index} failed: Timeout after 30s (Straße)`,
    severity: severities[index % 7] ?? 0,
    traceId: traceIdOf(index % 10),
    spanId: spanIdOf(index),
    attributes: { "order.id": String(index), region: index < 70 ? "eu" : "us" },
  }));
}

/** Search, histogram and windows of log records. */
export function describeLogs(access: StoreAccess): void {
  describe("logs", () => {
    beforeAll(async () => {
      await access.store().append(logBlocks(sampleLogs()));
      expect(await access.store().drain(30_000)).toBe(true);
    });

    it.each(["asc", "desc"] as const)("pages through all records once, %s", async (order) => {
      const seen: { body: string; timestamp: string }[] = [];
      let cursor: string | undefined;
      do {
        const search = { ...range, limit: 33, order, cursor };
        const page = await access.store().queries.searchLogs(search);
        seen.push(...page.logs);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(seen).toHaveLength(140);
      expect(new Set(seen.map((log) => log.body)).size).toBe(140);
      const times = seen.map((log) => log.timestamp);
      const ascending = [...times].sort();
      expect(times).toEqual(order === "asc" ? ascending : ascending.reverse());
    });

    it.each([
      [{ q: "timeout ORDER" }, 140],
      [{ q: "139" }, 1],
      [{ q: "time" }, 0],
      [{ q: '"failed: Time"' }, 0],
      [{ q: '"Order 12 failed"' }, 1],
      [{ q: "Straße" }, 140],
      [{ q: "()" }, 0],
      [{ q: "' OR 1=1 --" }, 0],
      [{ minSeverity: 17 }, 40],
      [{ minSeverity: 18 }, 20],
      [{ service: "shop" }, 70],
      [{ traceId: traceIdOf(3) }, 14],
      [{ traceId: traceIdOf(3), spanId: spanIdOf(3) }, 1],
      [{ attributes: [{ key: "order.id", op: "=" as const, value: "77" }] }, 1],
    ])("finds records by %j", async (selection, expected) => {
      const { logs } = await access
        .store()
        .queries.searchLogs({ ...range, ...selection, limit: 500 });
      expect(logs).toHaveLength(expected);
    });

    it("counts by severity from the roll-up and from the records alike", async () => {
      const { queries } = access.store();
      const rollup = await queries.logHistogram({ ...range, stepMs: minuteMs });
      const records = await queries.logHistogram({ ...range, stepMs: minuteMs, q: "timeout" });
      expect(records).toEqual(rollup);
      const sum = rollup.points.reduce((total, point) => total + point.fatal, 0);
      expect(sum).toBe(20);
      const severe = await queries.logHistogram({ ...range, stepMs: minuteMs, minSeverity: 17 });
      expect(severe.points.reduce((total, point) => total + point.error + point.info, 0)).toBe(20);
    });

    it("counts a rule window that leaves out its start and takes in its end", async () => {
      const window = { fromMs: baseMs, toMs: baseMs + 10_000, groupBy: ["service", "region"] };
      const counted = await access.store().queries.countLogs(window);
      expect(counted.groups).toEqual([
        { labels: { service: "shop", region: "eu" }, value: 2, samples: 2 },
        { labels: { service: "stock", region: "eu" }, value: 2, samples: 2 },
      ]);
    });

    it("gives the records of a trace and around a moment", async () => {
      const { queries } = access.store();
      const { logs } = await queries.logsByTrace({ traceId: traceIdOf(3) });
      expect(logs).toHaveLength(14);
      const context = await queries.logContext({
        service: "shop",
        timeMs: baseMs + 30_000,
        limit: 3,
      });
      expect(context).toHaveLength(6);
      expect([...context].sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))).toEqual(context);
    });

    it("keeps 64-bit ids and nanoseconds exact", async () => {
      const { logs } = await access.store().queries.searchLogs({ ...range, limit: 5 });
      for (const log of logs) {
        expect(log.id).toMatch(/^\d{1,20}$/);
        expect(log.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
      }
    });
  });
}
