import type { IncidentDetail } from "@headroom/contracts";
import type { Zone } from "@/format/instant";
import { clockWithSeconds } from "./evidence-words";

/** Where an incident's escalation stands. */
export type Escalation = NonNullable<IncidentDetail["escalation"]>;

/**
 * Where an escalation stands and what comes next: `Level 1 of 2 was told. Level 2 of 2 at
 * 12:05:00 if nobody acknowledges.`
 */
export function describeEscalation(escalation: Escalation, zone: Zone = "local"): string {
  const told =
    escalation.level < 0
      ? "Nobody was told yet."
      : `Level ${escalation.level + 1} of ${escalation.levels} was told.`;
  switch (escalation.status) {
    case "active":
      return `${told} ${describeNext(escalation, zone)}`.trim();
    case "acknowledged":
      return `${told} Stopped: somebody acknowledged.`;
    case "resolved":
      return `${told} Stopped: the incident is resolved.`;
    case "exhausted":
      return `${allLevels(escalation.levels)} told and nobody acknowledged in time. Every channel was told once more; nothing else follows.`;
  }
}

function allLevels(levels: number): string {
  return levels === 1 ? "The only level was" : `All ${levels} levels were`;
}

function describeNext(escalation: Escalation, zone: Zone): string {
  if (escalation.nextDueAt === null) return "";
  const at = clockWithSeconds(escalation.nextDueAt, zone);
  const next = escalation.level + 1;
  return next < escalation.levels
    ? `Level ${next + 1} of ${escalation.levels} at ${at} if nobody acknowledges.`
    : `The next round, or the last call to everybody, at ${at} if nobody acknowledges.`;
}
