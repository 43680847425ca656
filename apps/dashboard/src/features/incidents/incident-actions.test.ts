import type { IncidentDetail } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { actionBody, allowsAction, applyAction } from "./incident-actions";

const NOW = "2026-03-01T12:10:00.000Z";
const incident: IncidentDetail = {
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
  alertCount: 1,
  firingCount: 1,
  summary: "",
  runbookUrl: null,
  alerts: [],
  timeline: [],
  notifications: [],
  escalation: { policyName: "On call", status: "active", level: 0, levels: 2, nextDueAt: NOW },
};

describe("applyAction", () => {
  it("acknowledges, which stops the escalation, and takes it back", () => {
    const acknowledged = applyAction(incident, "acknowledge", "Ada", NOW);
    expect(acknowledged).toMatchObject({
      status: "acknowledged",
      acknowledgedBy: "Ada",
      acknowledgedAt: NOW,
      escalation: { status: "acknowledged", nextDueAt: null },
    });
    expect(applyAction(acknowledged, "unacknowledge", "Ada", NOW)).toMatchObject({
      status: "open",
      acknowledgedBy: null,
    });
  });

  it("resolves, and leaves alone what is resolved", () => {
    const resolved = applyAction(incident, "resolve", null, NOW);
    expect(resolved).toMatchObject({ status: "resolved", resolvedAt: NOW, resolvedBy: null });
    expect(applyAction(resolved, "acknowledge", "Ada", NOW)).toBe(resolved);
    expect(allowsAction("acknowledged", "acknowledge")).toBe(false);
  });
});

describe("actionBody", () => {
  it("carries only what says something", () => {
    expect(actionBody(" ", "")).toEqual({});
    expect(actionBody(" rolled back ", "Ada")).toEqual({ note: "rolled back", by: "Ada" });
  });
});
