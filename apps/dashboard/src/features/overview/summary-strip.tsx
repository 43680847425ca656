"use client";
import type { Status } from "@headroom/contracts";
import { Stat, StatStrip } from "@/components/ui/stat";
import { formatCompact, formatCount, NO_VALUE } from "@/format/number";
import { formatBytes, formatDurationMs, formatRate, formatRatio } from "@/format/unit";
import { useOpenIncidents } from "@/shell/use-open-incidents";
import type { Totals } from "./totals";

// Data older than this when it becomes queryable is worth a look.
const STALE_MS = 30_000;

/** The row of numbers at the top: incidents, traffic, and how the pipeline keeps up. */
export function SummaryStrip({
  status,
  totals,
  services,
}: {
  status: Status;
  totals: Totals | null;
  services: number | null;
}) {
  const incidents = useOpenIncidents();
  const { ingestion, storage } = status;
  const rows = storage.reduce((sum, table) => sum + table.rows, 0);
  const bytes = storage.reduce((sum, table) => sum + table.bytes, 0);
  return (
    <StatStrip>
      <Stat label="Open incidents" tone={incidents.count > 0 ? "critical" : undefined}>
        {incidents.text}
      </Stat>
      <Stat label="Services">{services === null ? NO_VALUE : formatCount(services)}</Stat>
      <Stat label="Requests">{formatRate(totals?.requestRate)}</Stat>
      <Stat label="Failed" tone={(totals?.errorRatio ?? 0) >= 0.01 ? "critical" : undefined}>
        {formatRatio(totals?.errorRatio)}
      </Stat>
      <Stat
        label="Freshness"
        hint="Age of the oldest received row that cannot be queried yet"
        tone={(ingestion?.freshnessMs ?? 0) > STALE_MS ? "warning" : undefined}
      >
        {formatDurationMs(ingestion?.freshnessMs)}
      </Stat>
      <Stat
        label="Spool"
        hint="Received and safe on disk, not yet loaded"
        tone={(ingestion?.quarantinedSegments ?? 0) > 0 ? "warning" : undefined}
        detail={
          ingestion === null
            ? "no ingest role here"
            : `${formatCount(ingestion.spoolSegments)} ${ingestion.spoolSegments === 1 ? "segment" : "segments"}${
                ingestion.quarantinedSegments > 0
                  ? `, ${ingestion.quarantinedSegments} set aside`
                  : ""
              }`
        }
      >
        {formatBytes(ingestion?.spoolBytes)}
      </Stat>
      <Stat label="Stored rows" secondary>
        {formatCompact(rows)}
      </Stat>
      <Stat label="Storage" secondary>
        {formatBytes(bytes)}
      </Stat>
    </StatStrip>
  );
}
