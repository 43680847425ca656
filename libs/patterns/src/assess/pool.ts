import {
  findLargest,
  findSmallest,
  groupByInstance,
  listNames,
  readDistribution,
  sumValues,
} from "../evidence/aggregate.ts";
import type { Reading } from "../evidence/read-signals.ts";
import { readSignal } from "../evidence/read-signals.ts";
import { poolKeys, poolSignals, serverConnectionSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { computeUtilisation, computeWaitShare, findPlateauLimit } from "../formulae/utilisation.ts";
import { checkDatabasePool } from "./pool-checks.ts";
import type { MeasuredInput, Measurement, PatternAssessor } from "./measurement.ts";
import { input, measured, measureWindowS, readFor } from "./measurement.ts";

/** Use and limit of the pool of one instance. */
export interface PoolUse {
  readonly instanceId: string;
  /** p95 and minimum of the connections in use. */
  readonly used: number;
  readonly leastUsed: number;
  readonly usedName: string;
  readonly limit: number;
  readonly limitName: string;
  /** Whether the limit is a plateau of use and not stated. */
  readonly isPlateau: boolean;
}

function findPlateau(used: readonly Reading[], pending: readonly Reading[]): number | undefined {
  const waiting = new Map(
    pending.flatMap(({ series }) => series.points.map(({ atMs, value }) => [atMs, value] as const)),
  );
  return findPlateauLimit(
    used.flatMap(({ series }) =>
      series.points.map(({ atMs, value }) => ({ used: value, pending: waiting.get(atMs) ?? 0 })),
    ),
  );
}

/**
 * Use and limit of a pool for each instance that has both, the fullest first. Where no maximum is
 * sent, the plateau of use while requests wait stands in for it.
 */
export function listPoolUses(snapshot: EvidenceSnapshot, subject: string): readonly PoolUse[] {
  const read = (signal: (typeof poolSignals)[keyof typeof poolSignals]) =>
    groupByInstance(readFor(snapshot, signal, poolKeys, subject));
  const [useds, maxima, pendings] = [
    read(poolSignals.used),
    read(poolSignals.max),
    read(poolSignals.pending),
  ];
  const uses = [...useds].flatMap(([instanceId, used]): PoolUse[] => {
    const stated = maxima.get(instanceId) ?? maxima.get("") ?? [];
    const max = sumValues(stated, "last");
    const plateau = findPlateau(used, pendings.get(instanceId) ?? []);
    const limit = max !== undefined && max > 0 ? max : plateau;
    const busy = sumValues(used, "p95");
    if (limit === undefined || busy === undefined) return [];
    const isPlateau = limit !== max;
    return [
      {
        instanceId,
        used: busy,
        leastUsed: sumValues(used, "min") ?? 0,
        usedName: used[0]?.name ?? "",
        limit,
        limitName: isPlateau ? (used[0]?.name ?? "") : (stated[0]?.name ?? ""),
        isPlateau,
      },
    ];
  });
  return uses.toSorted((left, right) => right.used / right.limit - left.used / left.limit);
}

function measureUse(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const [fullest, ...rest] = listPoolUses(snapshot, subject);
  if (fullest === undefined) return [];
  const { used, limit, usedName, limitName, isPlateau } = fullest;
  const limitInput = input("max", limit, "{connection}", limitName, isPlateau ? "plateau" : "last");
  const leakiest =
    [fullest, ...rest].toSorted(
      (left, right) => right.leastUsed / right.limit - left.leastUsed / left.limit,
    )[0] ?? fullest;
  return [
    ...measured("utilisation", computeUtilisation(used, limit), "used / max", [
      input("used", used, "{connection}", usedName, "p95 of the fullest instance"),
      limitInput,
    ]),
    ...measured(
      "leak-index",
      computeUtilisation(leakiest.leastUsed, leakiest.limit),
      "min used / max",
      [
        input("min used", leakiest.leastUsed, "{connection}", usedName, "min"),
        input("max", leakiest.limit, "{connection}", leakiest.limitName, "last"),
      ],
    ),
  ];
}

function measureTimes(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const read = (signal: (typeof poolSignals)[keyof typeof poolSignals]) =>
    readFor(snapshot, signal, poolKeys, subject);
  const wait = readDistribution(read(poolSignals.waitTime), read(poolSignals.waitCount));
  const use = readDistribution(read(poolSignals.useTime));
  const create = readDistribution(read(poolSignals.createTime));
  const seconds = measureWindowS(snapshot);
  const useInput: MeasuredInput[] =
    use === undefined ? [] : [input("use", use.mean, "s", use.names.join(", "), "mean")];
  return [
    ...(wait === undefined || use === undefined
      ? []
      : measured("wait-share", computeWaitShare(wait.mean, use.mean), "wait / (wait + use)", [
          input("wait", wait.mean, "s", wait.names.join(", "), "mean"),
          ...useInput,
        ])),
    ...measured("use-time", use?.p95, "p95 of use time", useInput),
    ...(create === undefined
      ? []
      : measured("creation-rate", create.count / seconds, "created / window", [
          input("created", create.count, "{connection}", create.names.join(", "), "count"),
          input("window", seconds, "s", "window", "length"),
        ])),
  ];
}

function measureCounts(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const read = (signal: (typeof poolSignals)[keyof typeof poolSignals]) =>
    readFor(snapshot, signal, poolKeys, subject);
  const [pending, timeouts] = [read(poolSignals.pending), read(poolSignals.timeouts)];
  const [idle, used] = [read(poolSignals.idle), read(poolSignals.used)];
  const lost = sumValues(timeouts, "increase");
  const [idling, busy] = [sumValues(idle, "avg"), sumValues(used, "avg")];
  const seconds = measureWindowS(snapshot);
  const name = (readings: readonly Reading[]) => listNames(readings).join(", ");
  const waiting = findLargest(pending, "p95");
  const longest = findLargest(read(poolSignals.longestWait), "max");
  return [
    ...measured("pending", waiting, "pending", [
      input("pending", waiting ?? 0, "{request}", name(pending), "p95 of the worst instance"),
    ]),
    ...measured("timeouts", lost === undefined ? undefined : lost / seconds, "timeouts / window", [
      input("timeouts", lost ?? 0, "{timeout}", name(timeouts), "increase"),
      input("window", seconds, "s", "window", "length"),
    ]),
    ...(idling === undefined || busy === undefined
      ? []
      : measured("idle-share", computeUtilisation(idling, idling + busy), "idle / (idle + used)", [
          input("idle", idling, "{connection}", name(idle), "avg"),
          input("used", busy, "{connection}", name(used), "avg"),
        ])),
    ...measured("longest-wait", longest, "longest wait", [
      input("wait", longest ?? 0, "s", name(read(poolSignals.longestWait)), "max"),
    ]),
  ];
}

function measureServer(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const maxima = readFor(snapshot, poolSignals.max, poolKeys, subject);
  const server = readSignal(snapshot, serverConnectionSignals.max);
  const [total, limit] = [sumValues(maxima, "last"), findSmallest(server, "last")];
  if (total === undefined || limit === undefined) return [];
  return measured("server-share", computeUtilisation(total, limit), "Σ max / server maximum", [
    input("Σ max", total, "{connection}", listNames(maxima).join(", "), "last, summed"),
    input("server maximum", limit, "{connection}", listNames(server).join(", "), "last"),
  ]);
}

/** P33: indicators and points to verify of a database pool. */
export const assessDatabasePool: PatternAssessor = {
  measure: (snapshot, { subject }) => [
    ...measureUse(snapshot, subject),
    ...measureCounts(snapshot, subject),
    ...measureTimes(snapshot, subject),
    ...measureServer(snapshot, subject),
  ],
  check: checkDatabasePool,
};
