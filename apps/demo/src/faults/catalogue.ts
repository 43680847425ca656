/** Names of the faults that can be switched while the shop runs. */
export const FAULT_NAMES = [
  "slow-query",
  "pool-exhaustion",
  "cache-flush",
  "memory-leak",
  "queue-backlog",
  "bad-canary",
  "error-burst",
] as const;

/** One fault name. */
export type FaultName = (typeof FAULT_NAMES)[number];

/** What a fault does and which services act on it. */
export type Fault = {
  readonly name: FaultName;
  readonly services: readonly string[];
  readonly effect: string;
  readonly symptom: string;
};

/** Every fault, in the order of FAULT_NAMES. */
export const FAULTS: readonly Fault[] = [
  {
    name: "slow-query",
    services: ["catalog"],
    effect: "catalog reads sleep 0.8 s inside PostgreSQL",
    symptom: "slow SELECT spans, catalog p99 up, connections held longer",
  },
  {
    name: "pool-exhaustion",
    services: ["checkout"],
    effect: "checkout leaks one database connection every 5 s and keeps it",
    symptom:
      "used connections climb to the maximum, then pending requests, timeouts and failed orders",
  },
  {
    name: "cache-flush",
    services: ["catalog"],
    effect: "the product cache is emptied and bypassed",
    symptom: "hit ratio falls to 0, database reads of catalog multiply",
  },
  {
    name: "memory-leak",
    services: ["cart"],
    effect: "cart keeps 24 MB more every minute, up to 240 MB",
    symptom: "heap of cart rises in a straight line, garbage collection takes longer",
  },
  {
    name: "queue-backlog",
    services: ["fulfilment"],
    effect: "each order takes about 20 s to fulfil instead of a fifth of a second",
    symptom: "waiting jobs and queue time grow without end at normal load",
  },
  {
    name: "bad-canary",
    services: ["checkout"],
    effect: "the canary version of checkout is 0.6 s slower and fails 30 % of orders",
    symptom: "checkout 3.3.0-rc.1 differs from 3.2.0 in errors and latency",
  },
  {
    name: "error-burst",
    services: ["payments"],
    effect: "payments answers 40 % of charges with 503",
    symptom: "retries, then the circuit breaker of checkout opens and orders fail fast",
  },
];

/** True when `text` names a fault. */
export function isFaultName(text: string): text is FaultName {
  return (FAULT_NAMES as readonly string[]).includes(text);
}

/** Faults that are on; a pure value, so that a toggle is a new state. */
export type FaultStates = Readonly<Record<FaultName, boolean>>;

/** All faults off. */
export function initialFaultStates(): FaultStates {
  return {
    "slow-query": false,
    "pool-exhaustion": false,
    "cache-flush": false,
    "memory-leak": false,
    "queue-backlog": false,
    "bad-canary": false,
    "error-burst": false,
  };
}

/** The states after one toggle, and whether anything changed. */
export function toggleFault(
  states: FaultStates,
  name: FaultName,
  on: boolean,
): { states: FaultStates; changed: boolean } {
  return { states: { ...states, [name]: on }, changed: states[name] !== on };
}

/** The fault of a name. */
export function findFault(name: FaultName): Fault | undefined {
  return FAULTS.find((fault) => fault.name === name);
}

/** One readable line for the terminal. */
export function describeToggle(name: FaultName, on: boolean): string {
  const fault = findFault(name);
  return on
    ? `fault ${name} on: ${fault?.effect ?? ""}`
    : `fault ${name} off: ${fault?.services.join(", ") ?? ""} back to normal`;
}
