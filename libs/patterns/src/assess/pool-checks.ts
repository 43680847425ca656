import { readDistribution } from "../evidence/aggregate.ts";
import { poolKeys, poolSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { Recognition } from "../recognise/recognition.ts";
import type { CheckFindings, Measurement } from "./measurement.ts";
import { decide, findValue, readFor } from "./measurement.ts";

/** Points to verify of a database pool, see `PatternAssessor`. */
export function checkDatabasePool(
  snapshot: EvidenceSnapshot,
  { subject }: Recognition,
  measurements: readonly Measurement[],
): CheckFindings {
  const find = (id: string) => findValue(measurements, id);
  const [use, pending, timeouts] = [find("utilisation"), find("pending"), find("timeouts")];
  const [leak, server] = [find("leak-index"), find("server-share")];
  const idle = readFor(snapshot, poolSignals.idle, poolKeys, subject);
  const failed = snapshot.logs.find(({ fragment }) => fragment === "Failed to validate connection");
  const leakLog = snapshot.logs.find(
    ({ fragment }) => fragment === "Apparent connection leak detected",
  );
  const fell = idle.some(({ series }) => series.last < series.max);
  const wait = readDistribution(readFor(snapshot, poolSignals.waitTime, poolKeys, subject));
  const request = Math.max(
    ...snapshot.shapes.filter(({ kind }) => kind === "server").map(({ p95S }) => p95S),
  );
  return {
    size: decide(
      use === undefined ? undefined : use <= 0.8 && (pending ?? 0) === 0 && (timeouts ?? 0) === 0,
      use === undefined
        ? "Neither a maximum nor a plateau of use is known."
        : `Utilisation ${(100 * use).toFixed(0)} %, pending ${pending ?? "unknown"}, timeouts per s ${timeouts ?? "unknown"}.`,
    ),
    "idle-timeout": decide(
      idle.length === 0 || !fell ? undefined : true,
      fell
        ? "The idle count fell after its highest."
        : "The idle count did not fall in the window.",
    ),
    "utilisation-watched": decide(true, "Series of the pool arrive."),
    "server-maximum": decide(
      server === undefined ? undefined : server <= 1,
      server === undefined
        ? "The maximum of the server is not in the telemetry."
        : `All pools together may open ${(100 * server).toFixed(0)} % of the server's maximum.`,
    ),
    validation: decide(
      failed === undefined || failed.count === 0 ? undefined : true,
      `Log records of failed validations: ${failed?.count ?? 0}.`,
    ),
    timeouts: decide(
      wait?.p95 === undefined || !Number.isFinite(request) ? undefined : wait.p95 < request,
      wait?.p95 === undefined
        ? "The time to get a connection is not measured."
        : `p95 of waiting ${(1000 * wait.p95).toFixed(1)} ms, of requests ${(1000 * request).toFixed(0)} ms.`,
    ),
    leaks: decide(
      leak === undefined ? undefined : leak <= 0.5 && (leakLog?.count ?? 0) === 0,
      leak === undefined
        ? "Neither a maximum nor a plateau of use is known."
        : `Never less than ${(100 * leak).toFixed(0)} % of the pool in use.`,
    ),
  };
}
