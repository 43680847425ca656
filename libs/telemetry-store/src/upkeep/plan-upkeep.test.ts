import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, expiryOf, guardMargin, planUpkeep, startOfDay, sumBytes } from "./plan-upkeep.ts";
import type { StoredPartition, UpkeepFacts } from "./plan-upkeep.ts";
import { defaultRetention, keptTables } from "./retention.ts";

const nowMs = Date.UTC(2026, 10, 21, 15);
const today = startOfDay(nowMs);

function partition(table: string, daysAgo: number, bytes = 100): StoredPartition {
  const days = keptTables[table]?.partitionDays ?? 1;
  const fromMs = today - daysAgo * dayMs;
  const id = new Date(fromMs).toISOString().slice(0, 10).replaceAll("-", "");
  return { table, id, fromMs, toMs: fromMs + days * dayMs, rows: bytes, bytes, parts: 1 };
}

function facts(partitions: StoredPartition[], change: Partial<UpkeepFacts> = {}): UpkeepFacts {
  return {
    partitions,
    disks: [{ name: "data", totalBytes: 10_000, freeBytes: 9_000 }],
    limits: { highWaterShare: 0.9 },
    policy: defaultRetention,
    nowMs,
    ...change,
  };
}

const dropped = (input: UpkeepFacts): string[] =>
  planUpkeep(input).drops.map(
    ({ partition: { table, fromMs }, reason }) => `${reason} ${table} ${(today - fromMs) / dayMs}`,
  );

describe("what expires", () => {
  it.each([
    ["spans", 14, false],
    ["spans", 15, true],
    ["logs", 15, true],
    ["metrics_number", 15, false],
    ["metrics_summary", 31, true],
    ["red_10s", 3, false],
    ["red_10s", 4, true],
    ["red_1m", 96, false],
    ["red_1m", 97, true],
    ["log_counts_1m", 97, true],
    ["service_catalog", 5_000, false],
  ])("%s of %i days ago: %s", (table, daysAgo, isGone) => {
    expect(dropped(facts([partition(table, daysAgo)]))).toHaveLength(isGone ? 1 : 0);
  });

  it("follows another policy, red_10s apart", () => {
    const policy = { traces: 1, logs: 1, metrics: 1, rollups: 1 };
    const all = ["spans", "logs", "red_10s"].map((table) => partition(table, 2));
    expect(dropped(facts(all, { policy }))).toEqual(["expired logs 2", "expired spans 2"]);
  });
});

describe("the disk guard", () => {
  const full = { disks: [{ name: "data", totalBytes: 10_000, freeBytes: 900 }] };
  const week = [5, 4, 3, 2, 1, 0].flatMap((days) => [
    partition("spans", days, 150),
    partition("logs", days, 150),
  ]);

  it("takes the oldest day of all signals, as many as bring use below the mark", () => {
    expect(dropped(facts(week, full))).toEqual(
      [5, 4].flatMap((days) => [`disk logs ${days}`, `disk spans ${days}`]),
    );
  });

  it("warns before and drops nothing then", () => {
    const near = { disks: [{ name: "data", totalBytes: 10_000, freeBytes: 1_200 }] };
    const plan = planUpkeep(facts(week, near));
    expect(plan.drops).toEqual([]);
    expect(plan.pressures[0]).toMatchObject({ level: "near", usedBytes: 8_800 });
  });

  it("leaves the rest where expiry frees enough", () => {
    expect(dropped(facts([partition("spans", 20, 200), ...week], full))).toEqual([
      "expired spans 20",
    ]);
  });

  it("spares today and roll-ups, and says what it cannot free", () => {
    const input = facts([partition("red_1m", 20, 5_000), partition("spans", 0, 4_000)], full);
    expect(planUpkeep(input)).toMatchObject({ drops: [], stuckBytes: 100 });
  });

  it("keeps telemetry below its own limit", () => {
    const limits = { highWaterShare: 0.9, maxBytes: 1_800 };
    expect(dropped(facts(week, { limits }))).toEqual(["disk logs 5", "disk spans 5"]);
    expect(dropped(facts(week, { limits: { ...limits, maxBytes: 1_801 } }))).toEqual([]);
  });
});

const arbitraryFacts = fc
  .record({
    stored: fc.array(
      fc.record({
        table: fc.constantFrom(...Object.keys(keptTables)),
        daysAgo: fc.integer({ min: -2, max: 200 }),
        bytes: fc.integer({ min: 0, max: 1_000 }),
      }),
      { maxLength: 60 },
    ),
    policy: fc.record({
      traces: fc.integer({ min: 1, max: 3_650 }),
      logs: fc.integer({ min: 1, max: 3_650 }),
      metrics: fc.integer({ min: 1, max: 100 }),
      rollups: fc.integer({ min: 1, max: 100 }),
    }),
    freeShare: fc.double({ min: 0, max: 1, noNaN: true }),
    otherBytes: fc.integer({ min: 0, max: 20_000 }),
    maxBytes: fc.option(fc.integer({ min: 1, max: 50_000 }), { nil: undefined }),
    highWaterShare: fc.double({ min: 0.1, max: 0.99, noNaN: true }),
  })
  .map(({ stored, policy, freeShare, otherBytes, maxBytes, highWaterShare }) => {
    const known = new Map(
      stored.map((each) => [
        `${each.table} ${each.daysAgo}`,
        partition(each.table, each.daysAgo, each.bytes),
      ]),
    );
    const partitions = [...known.values()];
    const usedBytes = sumBytes(partitions) + otherBytes;
    const freeBytes = Math.round(usedBytes * freeShare);
    return facts(partitions, {
      policy,
      disks: [{ name: "data", totalBytes: usedBytes + freeBytes + 1, freeBytes: freeBytes + 1 }],
      limits: { highWaterShare, maxBytes },
    });
  });

describe("any plan", () => {
  it("drops nothing younger than the policy unless a mark is reached, and never raw rows of today", () => {
    fc.assert(
      fc.property(arbitraryFacts, (input) => {
        const { drops, pressures } = planUpkeep(input);
        const isOver = pressures.some((each) => each.level === "over");
        for (const { partition: each, reason } of drops) {
          expect(each.toMs).toBeLessThanOrEqual(today);
          if (reason === "expired") expect(expiryOf(each, input.policy)).toBeLessThanOrEqual(nowMs);
          else expect(isOver && keptTables[each.table]?.isRaw).toBe(true);
        }
      }),
    );
  });

  it("takes the oldest first and leaves no older raw day behind", () => {
    fc.assert(
      fc.property(arbitraryFacts, (input) => {
        const { drops } = planUpkeep(input);
        for (const reason of ["expired", "disk"]) {
          const times = drops
            .filter((each) => each.reason === reason)
            .map((each) => each.partition.fromMs);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
        }
        const gone = new Set(drops.map((each) => each.partition));
        const newest = drops.findLast((each) => each.reason === "disk")?.partition.fromMs;
        if (newest === undefined) return;
        const left = input.partitions.filter(
          (each) => keptTables[each.table]?.isRaw === true && !gone.has(each),
        );
        for (const each of left) expect(each.fromMs).toBeGreaterThan(newest);
      }),
    );
  });

  it("frees enough for the mark, or all that it may, and no day more than it needs", () => {
    fc.assert(
      fc.property(arbitraryFacts, (input) => {
        const { drops, pressures, stuckBytes } = planUpkeep(input);
        const freedBytes = sumBytes(drops.map((each) => each.partition));
        const isBelow = pressures.every((each) => each.usedBytes - freedBytes < each.markBytes);
        const gone = new Set(drops.map((each) => each.partition));
        const isLeft = input.partitions.some(
          (each) =>
            keptTables[each.table]?.isRaw === true &&
            each.toMs <= today &&
            each.bytes > 0 &&
            !gone.has(each),
        );
        expect(isBelow || !isLeft).toBe(true);
        expect(stuckBytes > 0).toBe(
          pressures.some((each) => each.usedBytes - freedBytes > each.markBytes),
        );
        const forDisk = drops.filter((each) => each.reason === "disk");
        const lastDay = forDisk.at(-1)?.partition.fromMs;
        const before = drops.filter(
          (each) => each.reason !== "disk" || each.partition.fromMs !== lastDay,
        );
        const beforeBytes = sumBytes(before.map((each) => each.partition));
        const isNeeded = pressures.some((each) => each.usedBytes - beforeBytes > each.floorBytes);
        expect(forDisk.length === 0 || isNeeded).toBe(true);
      }),
    );
  });

  it("is the same for the same facts in any order", () => {
    fc.assert(
      fc.property(arbitraryFacts, (input) => {
        const reversed = { ...input, partitions: input.partitions.toReversed() };
        expect(planUpkeep(reversed)).toEqual(planUpkeep(input));
      }),
    );
  });

  it("asks for nothing more once it was carried out", () => {
    fc.assert(
      fc.property(arbitraryFacts, (input) => {
        const { drops } = planUpkeep(input);
        const gone = new Set(drops.map((each) => each.partition));
        const partitions = input.partitions.filter((each) => !gone.has(each));
        const freedBytes = sumBytes([...gone]);
        const disks = input.disks.map((disk) => ({
          ...disk,
          freeBytes: disk.freeBytes + freedBytes,
        }));
        const again = planUpkeep({ ...input, partitions, disks });
        expect(again.drops.filter((each) => each.partition.bytes > 0)).toEqual([]);
      }),
    );
    expect(guardMargin).toBeGreaterThan(0);
  });
});
