import type { CallEdge } from "./types.ts";

/** Who calls whom, for lookups. */
export interface CallGraph {
  readonly callees: ReadonlyMap<string, ReadonlySet<string>>;
  readonly callers: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Returns the graph of the edges; a service that calls itself is no edge. */
export function buildCallGraph(edges: readonly CallEdge[]): CallGraph {
  const callees = new Map<string, Set<string>>();
  const callers = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, from: string, to: string): void => {
    const known = map.get(from) ?? new Set<string>();
    map.set(from, known.add(to));
  };
  for (const { caller, callee } of edges) {
    if (caller === callee) continue;
    add(callees, caller, callee);
    add(callers, callee, caller);
  }
  return { callees, callers };
}

/**
 * Returns all services that can be reached from `start` (itself left out unless on a cycle), going
 * only through those that `mayPass`.
 */
export function reach(
  next: ReadonlyMap<string, ReadonlySet<string>>,
  start: string,
  mayPass: (service: string) => boolean = () => true,
): Set<string> {
  const seen = new Set<string>();
  const waiting = [start];
  for (let service = waiting.pop(); service !== undefined; service = waiting.pop())
    for (const other of next.get(service) ?? [])
      if (!seen.has(other) && mayPass(other)) {
        seen.add(other);
        waiting.push(other);
      }
  return seen;
}

/**
 * Returns the callees, through services that are worse too, that got worse as well and do not lead
 * back: what a worse service may only be showing. In a cycle of calls nobody is the cause of the
 * other.
 */
export function worseCallees(
  graph: CallGraph,
  service: string,
  isWorse: (service: string) => boolean,
): string[] {
  return [...(graph.callees.get(service) ?? [])]
    .filter((callee) => isWorse(callee))
    .filter((callee) => !reach(graph.callees, callee, isWorse).has(service))
    .toSorted();
}
