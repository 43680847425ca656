"use client";
import type { CorrelationAnswer, CorrelationFinding } from "@headroom/contracts";
import { Waypoints } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { useTimeRange } from "@/time/time-range";
import type { Scope } from "./correlation-state";
import { FindingRow } from "./finding-row";
import { describeCompared, sortFindings } from "./finding-words";

const SHOWN_AT_FIRST = 10;

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What moved with the signal, strongest first; copies of it and, on demand, what was refused. */
export function FindingLists({
  answer,
  scope,
  range,
  withRefused,
  onScope,
  onRefused,
}: {
  answer: CorrelationAnswer;
  scope: Scope;
  range: Range;
  withRefused: boolean;
  onScope: (scope: Scope) => void;
  onRefused: (shown: boolean) => void;
}) {
  const { found, copies, refused } = sortFindings(answer.findings);
  const list = (items: readonly CorrelationFinding[]) => (
    <Rows items={items} answer={answer} range={range} />
  );
  return (
    <>
      <Section
        title={found.length === 0 ? "Findings" : `${found.length} series moved with it`}
        description={describeCompared(answer, scope)}
        actions={found.length > 0 && <ShapeKey target={answer.target.name} />}
      >
        {found.length === 0 ? (
          <NothingFound advice={answer.advice} scope={scope} onScope={onScope} />
        ) : (
          list(found)
        )}
      </Section>
      {copies.length > 0 && (
        <Section
          title="The same measure"
          description="These are the signal itself under another name or in another unit; they explain nothing."
        >
          {list(copies)}
        </Section>
      )}
      {withRefused && answer.advice === null && refused.length > 0 && (
        <Section
          title={`${refused.length} refused`}
          description="Compared, but a guard spoke against each: it says which and why."
        >
          {list(refused)}
        </Section>
      )}
      {answer.compared > 0 && answer.advice === null && (
        <Button
          size="sm"
          variant="ghost"
          className="self-start"
          aria-pressed={withRefused}
          onClick={() => onRefused(!withRefused)}
        >
          {withRefused ? "Hide what was refused" : "Show what was refused, and why"}
        </Button>
      )}
    </>
  );
}

function Section({
  title,
  description,
  actions,
  children,
}: {
  title: string;
  description: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card>
      <CardHeader title={title} description={description} actions={actions} />
      {children}
    </Card>
  );
}

function ShapeKey({ target }: { target: string }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-2xs text-muted-foreground">
      <span className="inline-flex items-center gap-1">
        <span className="h-0.5 w-3 bg-series-2" /> the series
      </span>
      <span className="inline-flex items-center gap-1">
        <span className="h-0.5 w-3 bg-input" /> {target}
      </span>
      <span>each on its own scale</span>
    </p>
  );
}

function Rows({
  items,
  answer,
  range,
}: {
  items: readonly CorrelationFinding[];
  answer: CorrelationAnswer;
  range: Range;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, SHOWN_AT_FIRST);
  const more = items.length - shown.length;
  return (
    <>
      <ol className="divide-y border-t">
        {shown.map((finding, index) => (
          <FindingRow
            key={finding.id}
            finding={finding}
            rank={index + 1}
            target={answer.target}
            range={range}
          />
        ))}
      </ol>
      {more > 0 && (
        <div className="border-t p-2 text-center">
          <Button size="sm" onClick={() => setAll(true)}>
            Show {more} more
          </Button>
        </div>
      )}
    </>
  );
}

function NothingFound({
  advice,
  scope,
  onScope,
}: {
  advice: string | null;
  scope: Scope;
  onScope: (scope: Scope) => void;
}) {
  const { zoomOut } = useTimeRange();
  return (
    <EmptyState
      icon={Waypoints}
      title={advice === null ? "No series moved with this one" : "Nothing could be compared"}
      description={
        advice ??
        "Nothing agreed with it further than chance would. Choose the window so that the change and the calm around it are both inside."
      }
      action={
        <>
          <Button size="sm" onClick={zoomOut}>
            Zoom out
          </Button>
          {/* Of too short a window more series would not help. */}
          {scope !== "all" && advice === null && (
            <Button size="sm" onClick={() => onScope("all")}>
              Compare with all services
            </Button>
          )}
        </>
      }
    />
  );
}
