import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { belongsToAlerts, incidentLinks, incidentWindow, serviceOf } from "./incident-window";

const OPENED = Date.parse("2026-03-01T12:00:00.000Z");
const MINUTE = 60_000;
const iso = (ms: number) => new Date(ms).toISOString();

describe("incidentWindow", () => {
  it("shows a quarter of an hour before a fresh incident and nothing after now", () => {
    const window = incidentWindow({ openedAt: iso(OPENED), resolvedAt: null }, OPENED + 2 * MINUTE);
    expect(window).toEqual({ fromMs: OPENED - 15 * MINUTE, toMs: OPENED + 2 * MINUTE });
  });

  it("shows half the length on both sides of one that is over", () => {
    const window = incidentWindow(
      { openedAt: iso(OPENED), resolvedAt: iso(OPENED + 60 * MINUTE) },
      OPENED + 600 * MINUTE,
    );
    expect(window).toEqual({ fromMs: OPENED - 30 * MINUTE, toMs: OPENED + 90 * MINUTE });
  });

  it("always holds the opening and at most 7 days", () => {
    fc.assert(
      fc.property(fc.nat(40 * 1_440), fc.nat(40 * 1_440), fc.boolean(), (length, later, over) => {
        const end = OPENED + length * MINUTE;
        const { fromMs, toMs } = incidentWindow(
          { openedAt: iso(OPENED), resolvedAt: over ? iso(end) : null },
          end + later * MINUTE,
        );
        expect(fromMs).toBeLessThan(toMs);
        expect(fromMs).toBeLessThan(OPENED);
        expect(toMs - fromMs).toBeLessThanOrEqual(7 * 24 * 60 * MINUTE);
      }),
    );
  });

  it("still holds the opening of one that lasts for weeks", () => {
    const { fromMs, toMs } = incidentWindow(
      { openedAt: iso(OPENED), resolvedAt: null },
      OPENED + 40 * 1_440 * MINUTE,
    );
    expect(fromMs).toBeLessThanOrEqual(OPENED);
    expect(toMs).toBeGreaterThan(OPENED);
  });
});

describe("incidentLinks", () => {
  it("carries service, operation and the window", () => {
    const links = incidentLinks(
      { fromMs: OPENED, toMs: OPENED + MINUTE },
      { service: "check out", operation: null, errorsOnly: true },
    );
    expect(links.service).toMatch(/^\/services\/check%20out\?from=2026/);
    expect(links.traces).toContain(
      "service=check+out&status=error&from=2026-03-01T12%3A00%3A00.000Z",
    );
    expect(links.logs).toMatch(/^\/logs\?service=/);
  });

  it("finds the service in the labels first", () => {
    expect(serviceOf({ service: "a" }, "b")).toBe("a");
    expect(serviceOf({ "service.name": "a" }, undefined)).toBe("a");
    expect(serviceOf({}, "b")).toBe("b");
    expect(serviceOf({}, undefined)).toBeNull();
  });
});

describe("belongsToAlerts", () => {
  it("compares the series' own labels only", () => {
    const alerts = [{ labels: { service: "a", severity: "critical" } }];
    expect(belongsToAlerts({ service: "a" }, alerts)).toBe(true);
    expect(belongsToAlerts({ service: "b" }, alerts)).toBe(false);
    expect(belongsToAlerts({}, alerts)).toBe(true);
  });
});
