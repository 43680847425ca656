import { ATTR_USER_AGENT_SYNTHETIC_TYPE } from "@opentelemetry/semantic-conventions/incubating";
import { readSignal } from "../evidence/read-signals.ts";
import { rolloutSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { Recognition } from "./recognition.ts";
import { cite, rateConfidence } from "./recognition.ts";
import { measureSwitchMs, overlap, pairVersions } from "./version-order.ts";

/** Fleets of a blue-green deployment differ in size by no more than this. */
const sizeTolerance = 0.2;
const longestSwitchMs = 2 * 60_000;
/** The old fleet is kept at least this long after the switch. */
const leastKeptMs = 60_000;

function recogniseByController(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const [reading] = readSignal(snapshot, rolloutSignals.blueGreen);
  if (reading === undefined) return [];
  return [
    {
      patternId: "P55a",
      subject: reading.labels["name"] ?? snapshot.subject.name,
      ...rateConfidence(reading.generation),
      evidence: [cite(reading, "The roll-out controller states the strategy")],
      missing: [],
    },
  ];
}

function recogniseBySwitch(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const pair = pairVersions(snapshot);
  if (pair === undefined || !overlap(pair)) return [];
  const { old, young } = pair;
  const switchMs = measureSwitchMs(young);
  const size = Math.max(old.instances, young.instances);
  const isSameSize = Math.abs(old.instances - young.instances) <= sizeTolerance * size;
  if (switchMs === undefined || switchMs > longestSwitchMs || !isSameSize) return [];
  const switched = young.shares.find(({ share }) => share >= 0.95)?.atMs ?? young.firstSeenMs;
  const keptMs = old.lastSeenMs - switched;
  const warmedMs = switched - young.firstSeenMs;
  // One instance replaced by one is a restart unless both lived side by side.
  if (keptMs < leastKeptMs && warmedMs < leastKeptMs) return [];
  const synthetic = young.syntheticRequests ?? 0;
  const { confidence } = rateConfidence("behaviour");
  return [
    {
      patternId: "P55a",
      subject: snapshot.subject.name,
      confidence: Math.min(0.95, confidence + (synthetic > 0 ? 0.1 : 0) - (size < 2 ? 0.2 : 0)),
      reason: "Two fleets of the same size lived side by side, and all traffic switched at once.",
      evidence: [
        {
          text: "Seconds from 5 % to 95 % of the traffic",
          signal: young.version,
          value: switchMs / 1000,
        },
        { text: "Instances of the old version", signal: old.version, value: old.instances },
        { text: "Instances of the new version", signal: young.version, value: young.instances },
        { text: "Seconds the old fleet was kept", signal: old.version, value: keptMs / 1000 },
      ],
      missing:
        synthetic > 0
          ? []
          : [{ signal: ATTR_USER_AGENT_SYNTHETIC_TYPE, gain: "smoke tests before the switch" }],
    },
  ];
}

/**
 * P55a: all traffic switches from one fleet to another of the same size within two minutes while
 * both live, or a roll-out controller states the strategy.
 */
export function recogniseBlueGreen(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const stated = recogniseByController(snapshot);
  return stated.length > 0 ? stated : recogniseBySwitch(snapshot);
}
