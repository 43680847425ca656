import type { Incident } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { describeEscalation } from "./escalation-words";
import { describeEvidence } from "./evidence-words";
import { describeAlertCounts, describeIncident } from "./incident-words";
import { describeAttempt, describeDelivery } from "./notification-words";

const incident: Incident = {
  id: "i1",
  number: 7,
  title: "Slow checkout",
  status: "open",
  severity: "critical",
  ruleId: "r1",
  labels: {},
  openedAt: "2026-03-01T12:00:00.000Z",
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  resolvedBy: null,
  alertCount: 3,
  firingCount: 2,
};
const NOW = Date.parse("2026-03-01T12:12:00.000Z");

describe("describeEvidence", () => {
  const evidence = {
    query: "p95 of checkout over 60 s",
    windowFrom: "2026-03-01T12:00:00.000Z",
    windowTo: "2026-03-01T12:01:00.000Z",
    value: 812,
    comparison: "gt",
    threshold: 500,
    samples: 214,
    sentence: null,
    expected: null,
    forecast: null,
  };

  it("tells value, limit, window and samples with units", () => {
    expect(describeEvidence(evidence, "ms", "utc")).toBe(
      "p95 of checkout over 60 s was 812 ms, above 500 ms; window 12:00:00–12:01:00, 214 samples",
    );
  });

  it("tells that there was no data", () => {
    expect(describeEvidence({ ...evidence, value: null, samples: 0 }, "ms", "utc")).toBe(
      "p95 of checkout over 60 s had no data to compare with 500 ms; window 12:00:00–12:01:00, 0 samples",
    );
  });
});

describe("describeIncident", () => {
  it("tells state and length", () => {
    expect(describeIncident(incident, NOW)).toBe("open for 12 min, nobody has acknowledged");
    expect(
      describeIncident({ ...incident, status: "acknowledged", acknowledgedBy: "Ada" }, NOW),
    ).toBe("acknowledged by Ada, open for 12 min");
    expect(
      describeIncident(
        { ...incident, status: "resolved", resolvedAt: "2026-03-01T13:04:00.000Z" },
        NOW,
      ),
    ).toBe("lasted 1 h 4 min, resolved by itself");
  });

  it("counts alerts", () => {
    expect(describeAlertCounts(incident)).toBe("2 of 3 alerts firing");
    expect(describeAlertCounts({ alertCount: 1, firingCount: 1 })).toBe("1 alert firing");
    expect(describeAlertCounts({ alertCount: 1, firingCount: 0 })).toBe("1 alert");
  });
});

describe("describeEscalation", () => {
  const run = {
    policyName: "On call",
    status: "active",
    level: 0,
    levels: 2,
    nextDueAt: "2026-03-01T12:05:00.000Z",
  } as const;

  it("tells what comes next", () => {
    expect(describeEscalation(run, "utc")).toBe(
      "Level 1 of 2 was told. Level 2 of 2 at 12:05:00 if nobody acknowledges.",
    );
    expect(describeEscalation({ ...run, level: -1 }, "utc")).toBe(
      "Nobody was told yet. Level 1 of 2 at 12:05:00 if nobody acknowledges.",
    );
    expect(describeEscalation({ ...run, level: 1 }, "utc")).toContain(
      "The next round, or the last call",
    );
  });

  it("tells why it stopped", () => {
    expect(describeEscalation({ ...run, status: "acknowledged", nextDueAt: null }, "utc")).toBe(
      "Level 1 of 2 was told. Stopped: somebody acknowledged.",
    );
    expect(describeEscalation({ ...run, status: "exhausted", nextDueAt: null }, "utc")).toMatch(
      /^All 2 levels were told and nobody acknowledged in time/,
    );
  });
});

describe("describeDelivery", () => {
  const attempt = {
    number: 1,
    startedAt: "2026-03-01T12:00:02.000Z",
    finishedAt: "2026-03-01T12:00:03.000Z",
    outcome: "retryable",
    detail: "HTTP 503",
  } as const;
  const notification = {
    id: "n1",
    kind: "firing",
    channelId: "c1",
    channelName: "#ops",
    status: "pending",
    attempts: [attempt],
    nextAttemptAt: "2026-03-01T12:00:05.000Z",
  } as const;

  it("tells outcome, reason and the next try", () => {
    expect(describeDelivery({ ...notification, attempts: [attempt] }, "utc")).toBe(
      "Attempt 1 did not get through: HTTP 503; next try at 12:00:05",
    );
    expect(
      describeDelivery(
        {
          ...notification,
          status: "delivered",
          attempts: [attempt, { ...attempt, number: 2, outcome: "delivered", detail: "HTTP 200" }],
        },
        "utc",
      ),
    ).toBe("Delivered at 12:00:03 on attempt 2");
    expect(
      describeDelivery({ ...notification, status: "failed", attempts: [attempt] }, "utc"),
    ).toBe("Given up after 1 attempt: HTTP 503");
    expect(describeDelivery({ ...notification, attempts: [], nextAttemptAt: null }, "utc")).toBe(
      "Waiting to be sent",
    );
    expect(describeAttempt(attempt, "utc")).toBe(
      "Attempt 1 at 12:00:02: failed, tried again – HTTP 503",
    );
  });
});
