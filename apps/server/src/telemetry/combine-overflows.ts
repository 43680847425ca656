import type { Cardinality, SeriesOverflow } from "@headroom/contracts";
import type { ReadReport } from "../self/present-ingestion.ts";
import { toIso } from "./range.ts";

const MAX_OVERFLOWS = 50;

/** Overflows of all processes together, most points first; null where no process reports. */
export function combineOverflows(
  reports: readonly Pick<ReadReport, "document">[],
  service: string | undefined,
): Cardinality["overflows"] {
  if (reports.length === 0) return null;
  const all = reports
    .flatMap(({ document }) => document.ingest?.overflows ?? [])
    .filter((each) => service === undefined || each.service === service);
  const groups = Map.groupBy(all, (each) =>
    JSON.stringify([each.service, each.metric, each.limit]),
  );
  return [...groups.values()]
    .flatMap((group): SeriesOverflow[] => {
      const latest = group.toSorted((left, right) => right.lastMs - left.lastMs)[0];
      if (latest === undefined) return [];
      const { lastMs, ...overflow } = latest;
      const rejectedPoints = group.reduce((sum, each) => sum + each.rejectedPoints, 0);
      return [{ ...overflow, rejectedPoints, lastAt: toIso(lastMs) }];
    })
    .toSorted((left, right) => right.rejectedPoints - left.rejectedPoints)
    .slice(0, MAX_OVERFLOWS);
}
