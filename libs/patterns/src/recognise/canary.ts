import { readSignal } from "../evidence/read-signals.ts";
import { rolloutSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot, VersionShare } from "../evidence/snapshot.ts";
import type { Recognition } from "./recognition.ts";
import { cite, rateConfidence } from "./recognition.ts";
import type { VersionPair } from "./version-order.ts";
import { allowNoise, findPlateau, overlap, pairVersions } from "./version-order.ts";

const lowestShare = 0.005;
const highestShare = 0.5;
const leastHeldMs = 5 * 60_000;
/** A canary gets less than this part of what its instances would get by an even spread. */
const fairShareBound = 0.7;

function recogniseByController(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const { canaryWeight, canaryStatus, canaryFailures, analysis, canaryIngress, canaryRollout } =
    rolloutSignals;
  const readings = [
    canaryWeight,
    canaryStatus,
    canaryFailures,
    analysis,
    canaryIngress,
    canaryRollout,
  ].flatMap((signal) => readSignal(snapshot, signal));
  const [first] = readings;
  if (first === undefined) return [];
  return [
    {
      patternId: "P55b",
      subject: first.labels["name"] ?? snapshot.subject.name,
      ...rateConfidence(first.generation),
      evidence: readings.slice(0, 8).map((one) => cite(one, "The roll-out controller states it")),
      missing: [],
    },
  ];
}

/** Whether the young version is held back on purpose and not just met half-way through a roll-out. */
function isHeldBack({ old, young }: VersionPair, share: number): boolean {
  const fair = young.instances / Math.max(1, old.instances + young.instances);
  const isSmallFleet = young.instances <= old.instances / 2;
  return share < fair * fairShareBound || isSmallFleet;
}

/** Times the share went up, by half or more and beyond chance, to a level that it kept. */
export function countSteps(shares: readonly VersionShare[]): number {
  const points = shares.filter(({ requests }) => requests !== 0);
  let steps = 0;
  let level = points[0]?.share ?? 0;
  for (const [index, { share, requests }] of points.entries()) {
    const next = points[index + 1]?.share ?? share;
    const rise = Math.max(level * 0.5 + 0.01, allowNoise(level, requests));
    if (share >= level + rise && next >= level + rise) {
      steps += 1;
      level = Math.min(share, next);
    }
  }
  return steps;
}

function recogniseByShare(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const pair = pairVersions(snapshot);
  if (pair === undefined || !overlap(pair)) return [];
  const { old, young, by } = pair;
  const plateau = findPlateau(young, lowestShare, highestShare);
  if (plateau === undefined || plateau.toMs - plateau.fromMs < leastHeldMs) return [];
  if (!isHeldBack(pair, plateau.share)) return [];
  const steps = countSteps(young.shares);
  const isMarked = /canary|rc|beta|preview|alpha/i.test(young.version);
  const { confidence } = rateConfidence("behaviour");
  const doubt = by === "unknown" ? -0.3 : 0;
  return [
    {
      patternId: "P55b",
      subject: snapshot.subject.name,
      confidence: Math.min(0.95, confidence + (steps > 1 ? 0.1 : 0) + (isMarked ? 0.1 : 0) + doubt),
      reason:
        by === "unknown"
          ? "The smaller of two versions keeps a steady small share; which is newer is not known."
          : "The newer version keeps a steady small share of the traffic.",
      evidence: [
        { text: "Share of the traffic", signal: young.version, value: plateau.share },
        {
          text: "Seconds the share was held",
          signal: young.version,
          value: (plateau.toMs - plateau.fromMs) / 1000,
        },
        { text: "Instances of the new version", signal: young.version, value: young.instances },
        { text: "Instances of the old version", signal: old.version, value: old.instances },
        { text: "Steps up", signal: young.version, value: steps },
      ],
      missing: [{ signal: "flagger_canary_weight", gain: "the intended share and the verdict" }],
    },
  ];
}

/**
 * P55b: the newer of two versions keeps a steady share between 0.5 % and 50 % for five minutes or
 * more, less than its instances would get by an even spread or with a much smaller fleet; or a
 * roll-out controller states it.
 */
export function recogniseCanary(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const stated = recogniseByController(snapshot);
  return stated.length > 0 ? stated : recogniseByShare(snapshot);
}
