"use client";
import type { Headroom, ResourceForecast } from "@headroom/contracts";
import type { ReactNode } from "react";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { Badge } from "@/components/ui/badge";
import { NO_VALUE } from "@/format/number";
import { formatInstant } from "@/format/instant";
import { ForecastChart } from "./forecast-chart";
import {
  describeDates,
  describeExhaustion,
  explainDates,
  explainHeadroom,
  formatPercent,
} from "./headroom-words";
import { LimitForm } from "./limit-form";
import { UseBar } from "./use-bar";
import { formatAmount } from "./amount";

/** One resource: its numbers, each openable, history with forecast and limit, and its limit by hand. */
export function ResourcePanel({
  resource,
  nowMs,
  renderSignal,
}: {
  resource: ResourceForecast;
  nowMs: number;
  renderSignal?: (signal: string) => ReactNode;
}) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <p className="text-sm break-words">{describeExhaustion(resource, nowMs)}</p>
      <ResourceNumbers row={resource} nowMs={nowMs} {...(renderSignal ? { renderSignal } : {})} />
      <ForecastChart resource={resource} nowMs={nowMs} />
      <ForecastNotes exhaustion={resource.exhaustion} />
      {resource.resource !== "scalability" && <LimitForm key={resource.subject} row={resource} />}
    </div>
  );
}

function ResourceNumbers({
  row,
  nowMs,
  renderSignal,
}: {
  row: Headroom;
  nowMs: number;
  renderSignal?: (signal: string) => ReactNode;
}) {
  const { headroomPercent, usedNow, usedAtPeak, limit, unit, peakAt } = row;
  const dates = row.exhaustion === null ? null : describeDates(row.exhaustion, nowMs);
  const explained = explainDates(row, nowMs);
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-3">
      <Fact name="Used now">
        {formatAmount(usedNow, unit)}
        <UseBar row={row} className="mt-1.5 w-full max-w-32" />
      </Fact>
      <Fact
        name={
          peakAt === null
            ? "At the week’s peak"
            : `At the week’s peak, ${formatInstant(roundToMinute(Date.parse(peakAt)))}`
        }
      >
        {formatAmount(usedAtPeak, unit)}
      </Fact>
      <Fact name="Limit">{formatAmount(limit, unit)}</Fact>
      <Fact name="Left at the week’s peak">
        <ExplainPopover
          label="Headroom"
          explanation={explainHeadroom(row)}
          {...(renderSignal ? { renderSignal } : {})}
        >
          {headroomPercent === null ? NO_VALUE : formatPercent(headroomPercent)}
        </ExplainPopover>
      </Fact>
      <Fact name="Used up">
        {explained === null ? (
          <Badge>{row.status === "refused" ? "Can’t be said" : "Learning"}</Badge>
        ) : (
          <ExplainPopover label="When it is used up" explanation={explained}>
            {dates ?? "Not within the forecast"}
          </ExplainPopover>
        )}
      </Fact>
    </dl>
  );
}

/** How good the forecast is, and what weakens it. */
function ForecastNotes({ exhaustion }: Pick<Headroom, "exhaustion">) {
  if (exhaustion === null) return null;
  const notes = [exhaustion.error, ...exhaustion.reasons].filter((note) => note !== null);
  if (notes.length === 0) return null;
  return (
    <ul
      aria-label="How good the forecast is"
      className="list-disc pl-4.5 text-xs text-muted-foreground"
    >
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-2xs text-muted-foreground">{name}</dt>
      <dd className="font-medium break-words">{children}</dd>
    </div>
  );
}

function roundToMinute(ms: number): number {
  return Math.round(ms / 60_000) * 60_000;
}
