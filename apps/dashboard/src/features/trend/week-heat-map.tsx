"use client";
import { useState } from "react";
import { cn } from "@/components/ui/class-names";
import { formatValue } from "@/format/unit";
import type { WeekComparison } from "./trend-types";
import { describeRatio, formatSigned } from "./trend-words";
import { dayNames, fullRatio, unusualStretches, weekGrid, type WeekCell } from "./week-grid";

const LABELLED_HOURS = new Set([0, 6, 12, 18]);
const SHOWN_STRETCHES = 8;

/** Each hour of this week against the same hour of last week; unusual ones are ringed and named. */
export function WeekHeatMap({ hours, unit }: { hours: WeekComparison["hours"]; unit: string }) {
  const [pointed, setPointed] = useState<WeekCell | null>(null);
  const unusual = unusualStretches(hours);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div
        role="img"
        aria-label={`This week against last, hour by hour. ${nameUnusual(unusual)}`}
        onPointerLeave={() => setPointed(null)}
        className="grid grid-cols-[2rem_repeat(24,minmax(0,1fr))] gap-px"
      >
        {weekGrid(hours).map((row, day) => (
          <div key={dayNames[day]} className="contents">
            <span className="text-2xs leading-4.5 text-muted-foreground">{dayNames[day]}</span>
            {row.map((cell) => (
              <HourCell key={cell.hour} cell={cell} onPoint={() => setPointed(cell)} />
            ))}
          </div>
        ))}
        <span className="text-2xs text-muted-foreground">UTC</span>
        {Array.from({ length: 24 }, (_, hour) => (
          <span
            key={hour}
            className="overflow-visible text-2xs whitespace-nowrap text-muted-foreground"
          >
            {LABELLED_HOURS.has(hour) ? hour : ""}
          </span>
        ))}
      </div>
      <p className="flex min-h-4.5 flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted-foreground">
        {pointed === null ? (
          <Key ratio={fullRatio(hours)} />
        ) : (
          <span>{describeCell(pointed, unit)}</span>
        )}
      </p>
      <p className="text-xs">{nameUnusual(unusual)}</p>
    </div>
  );
}

function HourCell({ cell, onPoint }: { cell: WeekCell; onPoint: () => void }) {
  const { change, isUnusual, thisWeek } = cell;
  const color = change > 0 ? "var(--series-2)" : "var(--series-1)";
  return (
    <span
      onPointerEnter={onPoint}
      className={cn(
        "h-4.5 rounded-xs bg-muted hover:outline hover:outline-foreground",
        isUnusual && "ring-2 ring-foreground ring-inset",
        thisWeek === null && "bg-transparent",
      )}
      style={
        change === 0
          ? undefined
          : {
              background: `color-mix(in oklab, ${color} ${Math.round(Math.abs(change) * 100)}%, var(--muted))`,
            }
      }
    />
  );
}

function Key({ ratio }: { ratio: number }) {
  return (
    <>
      <span className="inline-flex items-center gap-1">
        <span className="size-2.5 rounded-xs bg-series-1" /> {ratio === 2 ? "half" : `1/${ratio}`}{" "}
        or less
      </span>
      <span className="inline-flex items-center gap-1">
        <span className="size-2.5 rounded-xs bg-muted" /> alike
      </span>
      <span className="inline-flex items-center gap-1">
        <span className="size-2.5 rounded-xs bg-series-2" />{" "}
        {ratio === 2 ? "double" : `${ratio} times`} or more
      </span>
      <span className="inline-flex items-center gap-1">
        <span className="size-2.5 rounded-xs ring-2 ring-foreground ring-inset" /> unusual
      </span>
    </>
  );
}

function describeCell({ day, hour, thisWeek, lastWeek }: WeekCell, unit: string): string {
  const when = `${dayNames[day] ?? ""} ${hour}–${hour + 1} UTC`;
  if (thisWeek === null || lastWeek === null) return `${when}: not measured in both weeks`;
  const change =
    thisWeek > 0 && lastWeek > 0
      ? describeRatio(thisWeek / lastWeek)
      : formatSigned(thisWeek - lastWeek, unit);
  return `${when}: ${formatValue(thisWeek, unit)}, last week ${formatValue(lastWeek, unit)} (${change})`;
}

function nameUnusual(stretches: readonly string[]): string {
  if (stretches.length === 0) return "No hour changed further than the others.";
  const more = stretches.length - SHOWN_STRETCHES;
  const names = stretches.slice(0, SHOWN_STRETCHES).join(", ");
  return `Changed further than the rest: ${names}${more > 0 ? ` and ${more} more` : ""}.`;
}
