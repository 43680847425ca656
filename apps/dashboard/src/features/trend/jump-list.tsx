"use client";
import { Waypoints } from "lucide-react";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import type { Signal } from "@/features/rules/rule-types";
import { correlationHref } from "@/features/signals/signal-links";
import { RangeLink } from "@/time/range-link";
import type { ChangePoint } from "./trend-types";
import { describeJump, jumpTime, surenessTone } from "./trend-words";

/** Steps on each side of a jump in which others are compared. */
const STEPS_AROUND = 60;

/** The jumps of the level, numbered as in the chart, each with the way to what moved with it. */
export function JumpList({
  changes,
  unit,
  signal,
  stepMs,
}: {
  changes: readonly ChangePoint[];
  unit: string;
  signal: Signal;
  stepMs: number;
}) {
  return (
    <Card>
      <CardHeader
        title="Jumps"
        description={
          changes.length === 0
            ? "The level did not jump: slope and season explain its way."
            : "Where the level moved to another one and stayed."
        }
      />
      {changes.length > 0 && (
        <ol className="divide-y border-t">
          {changes.map((change, index) => (
            <li key={change.at} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">
              <span
                aria-hidden
                className="grid size-4.5 place-items-center rounded-full bg-series-7 text-2xs font-semibold text-surface"
              >
                {index + 1}
              </span>
              <time dateTime={change.at} className="w-36 text-muted-foreground">
                {jumpTime(change)}
              </time>
              <ExplainPopover explanation={change} label={`Jump ${index + 1}`}>
                <span className="font-medium">{describeJump(change, unit)}</span>
              </ExplainPopover>
              <Badge tone={surenessTone[change.sureness]}>{change.sureness} sureness</Badge>
              <Button asChild size="sm" variant="ghost" className="ml-auto">
                <RangeLink href={correlationHref(signal, aroundOf(change, stepMs))}>
                  <Waypoints /> What moved then?
                </RangeLink>
              </Button>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function aroundOf({ at }: ChangePoint, stepMs: number): { from: string; to: string } {
  const atMs = Date.parse(at);
  const marginMs = Math.max(900_000, STEPS_AROUND * stepMs);
  return {
    from: new Date(atMs - marginMs).toISOString(),
    to: new Date(atMs + marginMs).toISOString(),
  };
}
