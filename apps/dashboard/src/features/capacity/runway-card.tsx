"use client";
import type { Headroom } from "@headroom/contracts";
import { useMemo } from "react";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { formatDay } from "@/format/instant";
import { countOf } from "@/format/plural";
import { keyOf, urgencyOf } from "./capacity-table";
import { UrgencyMark } from "./headroom-table";
import {
  describeExhaustion,
  formatAhead,
  exhaustionMs,
  nameSubject,
  resourceWords,
} from "./headroom-words";
import { layOutRunway, RUNWAY_DAYS, runwayTicks, type RunwayBar } from "./runway";

/** The next 90 days: for each resource that runs out a bar from the early to the late date. */
export function RunwayCard({
  rows,
  nowMs,
  onOpen,
}: {
  rows: readonly Headroom[];
  nowMs: number;
  onOpen: (row: Headroom) => void;
}) {
  const { bars, beyond, unknown } = useMemo(() => layOutRunway(rows, nowMs), [rows, nowMs]);
  return (
    <Card aria-label="What runs out">
      <CardHeader
        title={`What runs out in the next ${RUNWAY_DAYS} days`}
        description="From the early date (chance of 10 %) to the late one (90 %); the mark is the likely date"
      />
      {bars.length === 0 ? (
        <p className="border-t px-3 py-4 text-center text-muted-foreground">
          {beyond.length > 0
            ? "Nothing is forecast to run out in this time."
            : "No date can be given yet."}
        </p>
      ) : (
        <div className="border-t pb-2">
          <Axis nowMs={nowMs} />
          <ul>
            {bars.map((bar) => (
              <Bar key={keyOf(bar.row)} bar={bar} nowMs={nowMs} onOpen={() => onOpen(bar.row)} />
            ))}
          </ul>
        </div>
      )}
      <Rest
        title={`${countOf(beyond.length, "resource")} not used up within the forecast`}
        rows={beyond}
        detail={({ exhaustion }) =>
          exhaustion === null ? "" : `until ${formatDay(exhaustionMs(exhaustion).horizon)} at least`
        }
        onOpen={onOpen}
      />
      <Rest
        title={`${countOf(unknown.length, "resource")} without a date`}
        rows={unknown}
        detail={({ advice, status }) => advice ?? (status === "learning" ? "learning" : "")}
        onOpen={onOpen}
      />
    </Card>
  );
}

const GRID = "grid grid-cols-1 items-center gap-x-4 px-3 sm:grid-cols-[16rem_1fr]";

function Axis({ nowMs }: { nowMs: number }) {
  return (
    <div aria-hidden className={cn(GRID, "pt-2 text-2xs text-muted-foreground")}>
      <span className="max-sm:hidden" />
      <span className="relative block h-4">
        {runwayTicks(nowMs, 15).map(({ atMs, percent }) => (
          <span key={atMs} className="absolute whitespace-nowrap" style={{ left: `${percent}%` }}>
            {percent === 0 ? "today" : formatDay(atMs)}
          </span>
        ))}
      </span>
    </div>
  );
}

function Bar({ bar, nowMs, onOpen }: { bar: RunwayBar; nowMs: number; onOpen: () => void }) {
  const { row, startPercent, endPercent, likelyPercent, open } = bar;
  const urgency = urgencyOf(row, nowMs);
  const tone = urgency === "now" ? "critical" : "warning";
  const p50 = row.exhaustion === null ? null : exhaustionMs(row.exhaustion).p50;
  return (
    <li className={cn(GRID, "relative py-1.5 hover:bg-muted/60")}>
      <button
        type="button"
        onClick={onOpen}
        className="flex min-w-0 items-center gap-2 text-left after:absolute after:inset-0"
      >
        <UrgencyMark urgency={urgency} />
        <span className="min-w-0">
          <span className="block truncate font-medium">
            {resourceWords[row.resource]}
            <span className="font-normal text-muted-foreground">
              {" "}
              {p50 === null ? "perhaps" : formatAhead(p50, nowMs)}
            </span>
          </span>
          <span className="block truncate text-2xs text-muted-foreground">{nameSubject(row)}</span>
        </span>
        <span className="sr-only">{describeExhaustion(row, nowMs)}</span>
      </button>
      <span aria-hidden className="relative block h-5" title={describeExhaustion(row, nowMs)}>
        {runwayTicks(nowMs, 15).map(({ percent }) => (
          <span
            key={percent}
            className="absolute inset-y-0 w-px bg-border"
            style={{ left: `${percent}%` }}
          />
        ))}
        <span
          className="absolute top-1.5 h-2 rounded-full"
          style={{
            left: `${startPercent}%`,
            width: `max(4px, ${Math.max(0, endPercent - startPercent)}%)`,
            background: open
              ? `linear-gradient(to right, color-mix(in srgb, var(--${tone}) 45%, transparent), transparent)`
              : `color-mix(in srgb, var(--${tone}) 45%, transparent)`,
          }}
        />
        {likelyPercent !== null && (
          <span
            className="absolute top-0.5 h-4 w-1 rounded-full"
            style={{ left: `calc(${likelyPercent}% - 2px)`, background: `var(--${tone})` }}
          />
        )}
      </span>
    </li>
  );
}

function Rest({
  title,
  rows,
  detail,
  onOpen,
}: {
  title: string;
  rows: readonly Headroom[];
  detail: (row: Headroom) => string;
  onOpen: (row: Headroom) => void;
}) {
  if (rows.length === 0) return null;
  return (
    <details className="border-t px-3 py-2 text-xs text-muted-foreground">
      <summary className="w-fit cursor-pointer rounded hover:text-foreground">{title}</summary>
      <ul className="mt-1.5 flex flex-col gap-1">
        {rows.map((row) => (
          <li key={keyOf(row)} className="flex flex-wrap gap-x-2">
            <button
              type="button"
              onClick={() => onOpen(row)}
              className="text-left text-foreground hover:underline"
            >
              {resourceWords[row.resource]} of {nameSubject(row)}
            </button>
            <span className="min-w-0">{detail(row)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
