import { describe, expect, it } from "vitest";
import { defaultRetention } from "@headroom/telemetry-store";
import { acceptedTimes, TimeGate } from "./accepted-times.ts";

const nowMs = Date.parse("2026-03-20T13:30:00.500Z");
const ns = (iso: string): bigint => BigInt(Date.parse(iso)) * 1_000_000n;

describe("acceptedTimes", () => {
  it.each([
    ["traces", 14, "2026-03-06T00:00:00Z"],
    ["logs", 1, "2026-03-19T00:00:00Z"],
    ["metrics", 30, "2026-02-18T00:00:00Z"],
    ["metrics", 3_650, "2016-03-22T00:00:00Z"],
  ] as const)("of %s kept for %d days begin at %s", (signal, days, from) => {
    const policy = { ...defaultRetention, [signal]: days };
    expect(acceptedTimes(signal, policy, nowMs)).toEqual({
      nowMs,
      acceptFromNs: ns(from),
      acceptToNs: ns("2026-03-21T13:30:00.500Z"),
    });
  });
});

describe("TimeGate", () => {
  it("follows the policy, asking for it once a minute", async () => {
    let asked = 0;
    let days = 5;
    const gate = new TimeGate(() => {
      asked++;
      return Promise.resolve({ ...defaultRetention, logs: days });
    });
    await gate.refresh(nowMs);
    const from = (atMs: number) => gate.arrivalOf("logs", atMs).acceptFromNs;
    expect(from(nowMs)).toBe(ns("2026-03-15T00:00:00Z"));
    days = 2;
    expect(from(nowMs + 59_999)).toBe(ns("2026-03-15T00:00:00Z"));
    expect(asked).toBe(1);
    gate.arrivalOf("logs", nowMs + 60_000);
    gate.arrivalOf("logs", nowMs + 60_000);
    expect(asked).toBe(2);
    await Promise.resolve();
    expect(from(nowMs + 60_001)).toBe(ns("2026-03-18T00:00:00Z"));
  });
});
