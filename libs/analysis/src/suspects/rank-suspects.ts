import { buildCallGraph, reach, worseCallees, type CallGraph } from "./call-graph.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import { judgeConfidence, type Position } from "./judge-confidence.ts";
import type { Evidence, IncidentFacts, Suspect } from "./types.ts";

/** Part of a symptom's points that stays, and of those of a service without a call path. */
const symptomShare = 0.5;
const unconnectedShare = 0.5;
/** Points for explaining one caller, and the most of them. */
const pointsPerCaller = 0.5;
const mostCallerPoints = 1.5;
/** A callee explains a caller's latency when it rose by at least this part of the caller's rise. */
const leastExplainedShare = 0.2;

/**
 * Returns who may have caused an incident, strongest first, each with its evidence. A service that
 * got worse while something it calls got worse too is taken for a symptom: half of the points for
 * what it may have inherited go (latency, errors, what moves with them), and the callee gains; its
 * own time, saturation, load and new version keep theirs. Services without a call path
 * to the incident's lose half. The order of the facts does not matter.
 */
export function rankSuspects(facts: IncidentFacts): Suspect[] {
  const own = gatherEvidence(facts).filter(({ points }) => points > 0);
  const graph = buildCallGraph(facts.edges);
  const worse = new Set(own.filter(isDirect).map(({ service }) => service));
  const inheriting = new Set(
    own.filter((evidence) => isDirect(evidence) && isInheritable(evidence)).map((e) => e.service),
  );
  const explained = new Map(
    [...inheriting].map((service) => [
      service,
      worseCallees(graph, service, (other) => worse.has(other)).filter((callee) =>
        isEnough(facts, service, callee),
      ),
    ]),
  );
  const services = [...new Set(own.map(({ service }) => service))];
  return services
    .map((service) => {
      const direct = own.filter((evidence) => evidence.service === service);
      const callees = explained.get(service) ?? [];
      const hasOwn = direct.some((evidence) => isDirect(evidence) && !isInheritable(evidence));
      const isSymptom = callees.length > 0 && !hasOwn;
      const discounts = discountUnconnected(service, direct, facts.service, graph);
      const moves = [
        ...blameCallees(service, direct, callees),
        ...creditCallee(service, explained),
        ...discounts,
      ];
      return describeSuspect(service, [...direct, ...moves], {
        isSymptom,
        hasWorseCallee: callees.length > 0,
        isUnconnected: discounts.length > 0,
      });
    })
    .toSorted((a, b) => b.points - a.points || (a.service < b.service ? -1 : 1));
}

/** True of evidence that a worse callee can bring about. */
const isInheritable = ({ kind, detail }: Evidence): boolean =>
  kind === "errors" ||
  kind === "correlation" ||
  (kind === "degraded" && (detail === "latency" || detail === "errors"));

const isDirect = ({ kind }: Evidence): boolean => kind === "degraded" || kind === "errors";

const sumPoints = (evidence: readonly Evidence[]): number =>
  evidence.reduce((sum, { points }) => sum + points, 0);

/** False when both are slower, but the callee by far too little to explain its caller. */
function isEnough({ degradations }: IncidentFacts, caller: string, callee: string): boolean {
  const riseOf = (service: string): number | undefined =>
    degradations.find((d) => d.service === service && d.signal === "latency")?.increase;
  const callerRise = riseOf(caller);
  const calleeRise = riseOf(callee);
  if (callerRise === undefined || calleeRise === undefined) return true;
  return calleeRise >= leastExplainedShare * callerRise;
}

function blameCallees(
  service: string,
  direct: readonly Evidence[],
  callees: readonly string[],
): Evidence[] {
  if (callees.length === 0) return [];
  const movable = sumPoints(direct.filter(isInheritable));
  return [
    {
      kind: "call-graph",
      service,
      points: -movable * (1 - symptomShare),
      detail: callees.join(", "),
      sentence: `${service} calls ${callees.join(", ")}, which got worse too: part of it may only show what happens there.`,
      formula: "half of the points for latency, errors and correlation go when a callee got worse",
      inputs: { worseCallees: callees.length, movablePoints: movable },
    },
  ];
}

/** All services whose worsening leads to this one, step by step. */
function callersAbove(
  service: string,
  explained: ReadonlyMap<string, readonly string[]>,
): string[] {
  const above = new Map<string, Set<string>>();
  for (const [caller, callees] of explained)
    for (const callee of callees) above.set(callee, (above.get(callee) ?? new Set()).add(caller));
  return [...reach(above, service)].toSorted();
}

function creditCallee(
  service: string,
  explained: ReadonlyMap<string, readonly string[]>,
): Evidence[] {
  const callers = callersAbove(service, explained);
  if (callers.length === 0) return [];
  return [
    {
      kind: "call-graph",
      service,
      points: Math.min(mostCallerPoints, callers.length * pointsPerCaller),
      detail: callers.join(", "),
      sentence: `${service} is called, directly or through others, by ${callers.join(", ")}, which got worse with it.`,
      formula: "0.5 points per caller, direct or not, that got worse, at most 1.5",
      inputs: { worseCallers: callers.length },
    },
  ];
}

function discountUnconnected(
  service: string,
  direct: readonly Evidence[],
  symptom: string | undefined,
  graph: CallGraph,
): Evidence[] {
  const isPlaced =
    symptom !== undefined && (graph.callees.has(symptom) || graph.callers.has(symptom));
  if (!isPlaced || symptom === service) return [];
  const isConnected =
    reach(graph.callees, symptom).has(service) || reach(graph.callers, symptom).has(service);
  if (isConnected) return [];
  return [
    {
      kind: "call-graph",
      service,
      points: -sumPoints(direct) * (1 - unconnectedShare),
      detail: symptom,
      sentence: `No call path between ${service} and ${symptom} is known.`,
      formula: "half of the points go without a call path to the incident's service",
      inputs: { points: sumPoints(direct) },
    },
  ];
}

function describeSuspect(
  service: string,
  evidence: readonly Evidence[],
  position: Position,
): Suspect {
  const ordered = evidence.toSorted(
    (a, b) => b.points - a.points || (a.sentence < b.sentence ? -1 : 1),
  );
  const { confidence, rule } = judgeConfidence(ordered, position);
  const reasons = ordered.filter(({ points }) => points > 0).map(({ sentence }) => sentence);
  return {
    service,
    points: sumPoints(ordered),
    confidence,
    rule,
    isSymptom: position.isSymptom,
    evidence: ordered,
    sentence: `${service} (${confidence} confidence): ${reasons.slice(0, 3).join(" ")}`,
  };
}
