import { groupByLabel } from "../evidence/aggregate.ts";
import type { Reading } from "../evidence/read-signals.ts";
import { pickLabel, readSignal } from "../evidence/read-signals.ts";
import { backendKeys, balancerSignals, serverKeys } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { EdgeEvidence } from "../evidence/topology-evidence.ts";
import type { Companion, Recognition } from "./recognition.ts";
import { checkCompanions, rateConfidence } from "./recognition.ts";

/** An instance counts as a target of a caller from this share of its calls on. */
const leastShare = 0.02;

const companions: readonly Companion[] = [
  { signal: balancerSignals.healthy, text: "Healthy servers", gain: "ratio of healthy servers" },
  { signal: balancerSignals.queued, text: "Requests that wait", gain: "saturation" },
  { signal: balancerSignals.sessions, text: "Sessions", gain: "use of sessions" },
  { signal: balancerSignals.sessionLimit, text: "Limit of sessions", gain: "use of sessions" },
  {
    signal: balancerSignals.retries,
    text: "Retries per s",
    gain: "retries",
    statistic: "avg",
  },
];

/** Name of the group of servers that a reading belongs to. */
export function nameBackend({ labels }: Reading): string {
  return pickLabel(labels, backendKeys) ?? "";
}

/** Servers of a group that took requests, or healthy ones where no series is per server. */
function countServers(
  snapshot: EvidenceSnapshot,
  backend: string,
  selected: readonly Reading[],
): number {
  const servers = new Set(selected.flatMap(({ labels }) => pickLabel(labels, serverKeys) ?? []));
  const healthy = [balancerSignals.healthy, balancerSignals.members]
    .flatMap((signal) => readSignal(snapshot, signal))
    .filter((reading) => nameBackend(reading) === backend)
    .map(({ series }) => series.max);
  return Math.max(servers.size, ...healthy);
}

function recogniseByBalancer(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const selected = readSignal(snapshot, balancerSignals.selected);
  return [...groupByLabel(selected, backendKeys)].flatMap(([backend, own]): Recognition[] => {
    const servers = countServers(snapshot, backend, own);
    // A group of one server is a proxy, not a balancer; a group whose size is unknown may be one.
    if (servers === 1) return [];
    const check = checkCompanions(snapshot, companions, (one) => nameBackend(one) === backend);
    const rated = rateConfidence(own[0]?.generation ?? "exporter", check);
    const size = { text: "Servers in the group", signal: own[0]?.name ?? backend, value: servers };
    return [
      {
        patternId: "P08",
        subject: backend === "" ? snapshot.subject.name : backend,
        confidence: servers >= 2 ? rated.confidence : Math.min(0.6, rated.confidence),
        reason:
          servers >= 2
            ? rated.reason
            : `${rated.reason} The number of servers behind it is unknown.`,
        evidence: servers >= 2 ? [size, ...check.evidence] : check.evidence,
        missing: check.missing,
      },
    ];
  });
}

/** Targets of one caller that take part of its calls worth speaking of. */
export function listTargets({ targets }: EdgeEvidence): EdgeEvidence["targets"] {
  const total = targets.reduce((sum, { callsPerS }) => sum + callsPerS, 0);
  return targets.filter(({ callsPerS }) => total > 0 && callsPerS / total >= leastShare);
}

function isSpread(edge: EdgeEvidence): boolean {
  const isCall = edge.protocol === "http" || edge.protocol === "rpc";
  return isCall && edge.direction === "in" && listTargets(edge).length >= 2;
}

/** Callers whose calls reach several instances of the subject. */
function recogniseByEdges(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const edges = snapshot.edges.filter(isSpread);
  const [first] = edges;
  if (first === undefined || snapshot.instances.length < 2) return [];
  const isHidden = edges.some(({ serverAddresses }) => serverAddresses.length === 1);
  return [
    {
      patternId: "P08",
      subject: snapshot.subject.name,
      ...rateConfidence("behaviour"),
      reason: isHidden
        ? "Callers name one address, and several instances answer."
        : "Each caller spreads its own calls over several instances.",
      evidence: edges.flatMap((edge) =>
        listTargets(edge)
          .slice(0, 10)
          .map(({ id, callsPerS }) => ({
            text: `Calls per s from ${edge.peer} to ${id}`,
            signal: edge.peer,
            value: callsPerS,
          })),
      ),
      missing: [{ signal: "metrics of the balancer", gain: "health checks, queue and retries" }],
    },
  ];
}

/**
 * P08: one recognition per group of servers behind a balancer that reports metrics; else one where
 * callers spread their calls over several instances of the subject.
 */
export function recogniseLoadBalancing(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const found = recogniseByBalancer(snapshot);
  return found.length > 0 ? found : recogniseByEdges(snapshot);
}
