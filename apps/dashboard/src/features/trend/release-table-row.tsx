"use client";
import { IntervalBar } from "@/components/charts/interval-bar";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { Badge } from "@/components/ui/badge";
import { TableCell, TableRow } from "@/components/ui/table";
import { formatInstant } from "@/format/instant";
import { formatValue } from "@/format/unit";
import type { ReleaseRow } from "./release-rows";
import { describeInterval, formatSigned, verdictWords } from "./trend-words";

/** One version: when it ran, its median and p95, and how it differs from the one before. */
export function ReleaseTableRow({
  row,
  unit,
  scale,
}: {
  row: ReleaseRow;
  unit: string;
  /** Furthest end of any interval, in the unit: the bars share it. */
  scale: number;
}) {
  const { figures, difference } = row;
  return (
    <TableRow>
      <TableCell className="font-mono text-xs">
        <ExplainPopover explanation={figures} label={`Version ${figures.version}`}>
          {figures.version}
        </ExplainPopover>
      </TableCell>
      <TableCell className="min-w-40 max-md:hidden">
        <span aria-hidden className="relative block h-2 rounded-xs bg-muted">
          <span
            className="absolute inset-y-0 min-w-0.5 rounded-xs bg-accent/60"
            style={{
              left: `${row.fromShare * 100}%`,
              width: `${Math.max(0, row.toShare - row.fromShare) * 100}%`,
            }}
          />
        </span>
        <span className="text-2xs text-muted-foreground">
          from {minuteOf(figures.firstAt)} to {minuteOf(figures.lastAt)}
        </span>
      </TableCell>
      <BarCell text={formatValue(figures.median, unit)} share={row.medianShare} />
      <BarCell text={formatValue(figures.p95, unit)} share={row.p95Share} />
      <TableCell className="min-w-36">
        {difference === null ? (
          <span className="text-xs text-muted-foreground">The first in this range</span>
        ) : (
          <>
            <IntervalBar {...difference.difference} from={-scale} to={scale} neutral={0} />
            <span className="text-2xs text-muted-foreground">
              {formatSigned(difference.difference.value, unit)} (
              {describeInterval(difference.difference, unit)})
            </span>
          </>
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {difference !== null && (
          <ExplainPopover
            explanation={difference}
            label={`${difference.version} against ${difference.previous}`}
          >
            <Badge tone={verdictWords[difference.verdict].tone}>
              {verdictWords[difference.verdict].name}
            </Badge>
          </ExplainPopover>
        )}
        {difference?.comparison === "one-after-the-other" && (
          <span className="block text-2xs text-muted-foreground">not at once: mind the season</span>
        )}
      </TableCell>
    </TableRow>
  );
}

function BarCell({ text, share }: { text: string; share: number }) {
  return (
    <TableCell numeric>
      {text}
      <span aria-hidden className="ml-auto block h-1 w-16 overflow-hidden rounded-xs bg-muted">
        <span className="block h-full bg-accent/60" style={{ width: `${share * 100}%` }} />
      </span>
    </TableCell>
  );
}

function minuteOf(iso: string): string {
  return formatInstant(Math.floor(Date.parse(iso) / 60_000) * 60_000);
}
