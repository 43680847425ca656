import type { Ingestion } from "@headroom/contracts";
import { Stat, StatStrip, type StatTone } from "@/components/ui/stat";
import { formatCount, NO_VALUE } from "@/format/number";
import { countOf } from "@/format/plural";
import { formatBytes, formatDurationMs, formatRatio, formatValue } from "@/format/unit";

// The limits of the rules that come with the product.
const LATE_MS = 60_000;
const FULL_SPOOL = 0.8;
const FULL_DISK = 0.85;

/** The row of numbers at the top: what comes in, what is refused, how late and how full. */
export function IngestionTiles({ ingestion }: { ingestion: Ingestion }) {
  const { rates, acceptedPerSecond, refusedPerSecond, freshnessMs, spool, disks } = ingestion;
  const asked = acceptedPerSecond + refusedPerSecond;
  const [disk] = disks;
  const parts = ingestion.tables?.reduce((sum, table) => sum + table.parts, 0);
  return (
    <StatStrip>
      <Rate label="Spans" rate={rates.traces} />
      <Rate label="Data points" rate={rates.metrics} />
      <Rate label="Log records" rate={rates.logs} />
      <Stat
        label="Refused"
        hint="Share of requests of the last minute that were refused"
        tone={toneOf(refusedPerSecond > 0, false)}
        detail={`of ${formatValue(asked, "req/s")}`}
      >
        {asked === 0 ? NO_VALUE : formatRatio(refusedPerSecond / asked)}
      </Stat>
      <Stat
        label="Freshness"
        hint="Age of the oldest acknowledged row that can't be queried yet, in the process that is furthest behind"
        tone={toneOf((freshnessMs ?? 0) > LATE_MS, false)}
        detail={
          ingestion.silenceMs === null
            ? "nothing received yet"
            : `last rows ${formatDurationMs(roundSeconds(ingestion.silenceMs))} ago`
        }
      >
        {formatDurationMs(freshnessMs)}
      </Stat>
      <Stat
        label="Spool"
        hint="Of its limit: what is safe on disk and not in ClickHouse yet"
        tone={toneOf((spool?.quarantinedSegments ?? 0) > 0, (spool?.usedShare ?? 0) > FULL_SPOOL)}
        detail={
          spool === null
            ? undefined
            : `${formatBytes(spool.usedBytes)}, ${countOf(spool.segments, "segment")}${spool.quarantinedSegments > 0 ? `, ${spool.quarantinedSegments} set aside` : ""}`
        }
      >
        {formatRatio(spool?.usedShare)}
      </Stat>
      <Stat
        label="Disk"
        hint="Used of the fullest disk that holds telemetry or the spool"
        tone={toneOf(false, (disk?.usedShare ?? 0) > FULL_DISK)}
        detail={
          disk === undefined ? undefined : `${formatBytes(disk.freeBytes)} free, ${disk.name}`
        }
      >
        {formatRatio(disk?.usedShare)}
      </Stat>
      <Stat
        label="Parts"
        hint="Active parts of all tables in ClickHouse; merges keep them few"
        detail={ingestion.tables === null ? "ClickHouse does not answer" : undefined}
        tone={toneOf(ingestion.tables === null, false)}
      >
        {parts === undefined ? NO_VALUE : formatCount(parts)}
      </Stat>
    </StatStrip>
  );
}

function Rate({ label, rate }: { label: string; rate: Ingestion["rates"]["traces"] }) {
  return (
    <Stat
      label={label}
      hint="Rows taken from senders each second, over the last minute"
      detail={`${formatValue(rate.requests, "req/s")}, ${formatValue(rate.bytes, "By/s")}`}
    >
      {formatValue(rate.rows, "1/s")}
    </Stat>
  );
}

function toneOf(isWarning: boolean, isCritical: boolean): StatTone | undefined {
  if (isCritical) return "critical";
  return isWarning ? "warning" : undefined;
}

/** A time since something is not known to the millisecond. */
function roundSeconds(ms: number): number {
  return ms < 1_000 ? 1_000 : Math.round(ms / 1_000) * 1_000;
}
