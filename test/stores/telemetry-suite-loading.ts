import { telemetryColumns, telemetryTables } from "@headroom/otlp";
import { describe, expect, it } from "vitest";
import { logBlocks } from "./telemetry-samples.ts";
import type { StoreAccess } from "./telemetry-suite.ts";

/** Loading, restart, sizes and limits. */
export function describeLoading(access: StoreAccess): void {
  describe("loading", () => {
    it("sets data that cannot be read aside and goes on", async () => {
      const store = access.store();
      const before = store.state().loader.quarantinedSegments;
      const bytes = new TextEncoder().encode("this is no Native block at all");
      await store.append([{ table: "metrics_summary", rows: 1, bytes }]);
      expect(await store.drain(60_000)).toBe(true);
      expect(store.state().loader.quarantinedSegments).toBe(before + 1);
      expect(store.state().spool).toMatchObject({ segments: 0 });
      const timeMs = Date.now();
      await store.append(
        logBlocks([{ service: "after", timeMs, body: "still here", severity: 9 }]),
      );
      expect(await store.drain(30_000)).toBe(true);
      const { logs } = await store.queries.searchLogs({
        fromMs: timeMs - 1000,
        toMs: timeMs + 1000,
        service: "after",
      });
      expect(logs.map((log) => log.body)).toEqual(["still here"]);
    });

    it("says how far loading got", async () => {
      const store = access.store();
      const timeMs = Date.now();
      await store.append(logBlocks([{ service: "late", timeMs, body: "x", severity: 9 }]));
      expect(store.loadedThrough("logs")).toBeLessThanOrEqual(Date.now());
      expect(await store.drain(30_000)).toBe(true);
      expect(store.loadedThrough("logs")).toBeGreaterThanOrEqual(timeMs);
      expect(store.freshnessMs()).toBe(0);
    });

    it("keeps everything over a restart", async () => {
      const rows = async (): Promise<Record<string, number>> =>
        Object.fromEntries(
          (await access.store().queries.recentArrival()).map((a) => [a.signal, a.rows]),
        );
      const before = await rows();
      expect(Object.keys(before).sort()).toEqual(["logs", "metrics", "traces"]);
      await access.reopen();
      expect(await rows()).toEqual(before);
    });

    it("lists what the tables take", async () => {
      const sizes = await access.store().queries.storageSizes();
      const tables = sizes.map((size) => size.table);
      expect(tables).toEqual(expect.arrayContaining(["spans", "logs", "red_10s", "red_1m"]));
      const arrival = await access.store().queries.recentArrival();
      const traces = arrival.find(({ signal }) => signal === "traces");
      expect(traces?.rows).toBeGreaterThan(200);
      expect(sizes.find((size) => size.table === "spans")?.rows).toBe(traces?.rows);
      for (const table of telemetryTables)
        expect(telemetryColumns[table].length).toBeGreaterThan(0);
    });

    it("answers many queries at once and refuses what does not fit in line", async () => {
      const { queries } = access.store();
      const range = { fromMs: Date.now() - 3_600_000, toMs: Date.now() };
      const results = await Promise.allSettled(
        Array.from({ length: 120 }, () => queries.services(range)),
      );
      const refused = results.filter((result) => result.status === "rejected");
      for (const result of refused) expect(result.reason).toMatchObject({ code: "overloaded" });
      expect(results.length - refused.length).toBe(8 + 64);
      await queries.ping();
    });
  });
}
