import { input } from "../assess/measurement.ts";
import { groupByInstance, listNames, sumPoints, sumValues } from "../evidence/aggregate.ts";
import type { Reading } from "../evidence/read-signals.ts";
import { readSignal } from "../evidence/read-signals.ts";
import { cacheServerSignals, heapSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { TrendLine } from "../formulae/growth.ts";
import { fitTheilSen } from "../formulae/growth.ts";
import type { Headroom, PeakLoad } from "./headroom.ts";
import { computeHeadroom } from "./headroom.ts";

/** Growth to a limit: the trend of the window carried to the time of the peak (F10). */
function growTo(line: TrendLine | undefined, used: number | undefined, peak: PeakLoad | undefined) {
  if (used === undefined || peak === undefined) return undefined;
  const seconds = line === undefined ? 0 : Math.max(0, (peak.atMs - line.atMs) / 1000);
  // A slope whose interval holds zero is no growth.
  const isGrowing = line !== undefined && line.slopeLowPerS > 0;
  return isGrowing ? used + line.slopePerS * seconds : used;
}

/** Where the points of a resource come from, for the forecast of its own series. */
interface Fullest {
  readonly used: readonly Reading[];
  readonly limit: number | undefined;
  readonly limitName: string;
}

/** Use and limit on the instance nearest to its limit; the largest use where no limit is known. */
function findFullest(useds: readonly Reading[], limits: readonly Reading[]): Fullest {
  const byInstance = groupByInstance(limits);
  const rows = [...groupByInstance(useds)].map(([instance, used]): Fullest => {
    const stated = byInstance.get(instance) ?? byInstance.get("") ?? [];
    return {
      used,
      limit: sumValues(
        stated.filter(({ series }) => series.last > 0),
        "last",
      ),
      limitName: listNames(stated).join(", "),
    };
  });
  const weigh = ({ used, limit }: Fullest) => (sumValues(used, "last") ?? 0) / (limit ?? 1);
  return (
    rows.toSorted((left, right) => weigh(right) - weigh(left))[0] ?? {
      used: [],
      limit: undefined,
      limitName: "",
    }
  );
}

function sizeGrowth(
  parts: Pick<Headroom, "patternId" | "resource" | "subject">,
  { used: readings, limit: stated, limitName }: Fullest,
  peak: PeakLoad | undefined,
  limitByCaller: number | undefined,
): Headroom {
  const used = sumValues(readings, "last");
  const line = fitTheilSen(sumPoints(readings).map(({ atMs, value }) => ({ atMs, value })));
  const limit = limitByCaller ?? stated;
  return computeHeadroom({
    ...parts,
    unit: "By",
    model: "growth",
    limit,
    limitFrom: limitByCaller === undefined ? "telemetry" : "caller",
    usedNow: used,
    usedAtPeak: growTo(line, used, peak),
    usedPoints: sumPoints(readings),
    expression: "used at peak = used now + slope · time to peak",
    inputs: [
      input("used now", used ?? 0, "By", listNames(readings).join(", "), "last"),
      input("slope", line?.slopePerS ?? 0, "By/s", listNames(readings).join(", "), "Theil-Sen"),
      input("limit", limit ?? 0, "By", limitName, "last"),
    ],
  });
}

/** Heap of the fullest instance by growth to its limit. */
export function sizeHeap(
  snapshot: EvidenceSnapshot,
  peak: PeakLoad | undefined,
  limitByCaller?: number,
): Headroom {
  const fullest = findFullest(
    readSignal(snapshot, heapSignals.used),
    readSignal(snapshot, heapSignals.limit),
  );
  const { name } = snapshot.subject;
  return sizeGrowth(
    { patternId: "P66", resource: "heap", subject: name },
    fullest,
    peak,
    limitByCaller,
  );
}

/** Memory of a cache server by growth to its largest memory. */
export function sizeCacheMemory(
  snapshot: EvidenceSnapshot,
  subject: string,
  peak: PeakLoad | undefined,
  limitByCaller?: number,
): Headroom {
  const { memoryUsed, memoryMax } = cacheServerSignals;
  const fullest = findFullest(readSignal(snapshot, memoryUsed), readSignal(snapshot, memoryMax));
  return sizeGrowth(
    { patternId: "P14", resource: "cache-memory", subject },
    fullest,
    peak,
    limitByCaller,
  );
}
