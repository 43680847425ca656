"use client";
import type { PatternDetail } from "@headroom/contracts";
import { Sparkline } from "@/components/charts/sparkline";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { keyOf, urgencyOf } from "@/features/capacity/capacity-table";
import { UrgencyMark } from "@/features/capacity/headroom-table";
import { describeExhaustion } from "@/features/capacity/headroom-words";
import { recordHref } from "./pattern-href";
import { RangeLink } from "@/time/range-link";
import { LevelMark, levelLooks, ScoreBar } from "./health-mark";
import {
  describeScore,
  formatScore,
  formatShare,
  healthOf,
  levelOfPattern,
} from "./pattern-health";
import { describeScored, explainScore } from "./score-explanation";

/** The score with what it covers, its last day, what costs most, and what the pattern is. */
export function ScoreCard({ detail, nowMs }: { detail: PatternDetail; nowMs: number }) {
  const { pattern, record, reason } = detail;
  const level = levelOfPattern(pattern);
  return (
    <Card aria-label="Health" className="flex flex-wrap items-start gap-x-8 gap-y-3 p-3">
      <div className="flex flex-col gap-1.5">
        <div className="flex items-center gap-3">
          <span className={cn("text-3xl leading-none font-semibold", levelLooks[level].text)}>
            <ExplainPopover label="Score" explanation={explainScore(detail)}>
              {formatScore(healthOf(pattern))}
            </ExplainPopover>
          </span>
          <LevelMark level={level} withWord />
        </div>
        <ScoreBar scored={pattern} className="w-44" />
        <p className="text-2xs text-muted-foreground">
          {formatShare(pattern.coverage)} measured ·{" "}
          <ExplainPopover
            label="Confidence"
            explanation={{
              sentence: `Headroom is ${formatShare(pattern.confidence)} sure that the pattern is there. ${reason}`,
              formula:
                "Sureness of the strongest kind of evidence, less up to a fifth for signals that go with it and are missing",
              inputs: {
                evidence: detail.evidence.length,
                missingSignals: detail.missing.length,
              },
            }}
          >
            {formatShare(pattern.confidence)} sure
          </ExplainPopover>
        </p>
      </div>
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-medium break-words">{pattern.worst ?? describeScored(detail)}</p>
        {pattern.worst !== null && (
          <p className="text-xs text-muted-foreground">{describeScore(pattern)}</p>
        )}
        {detail.resources.map((resource) => (
          <p key={keyOf(resource)} className="mt-0.5 flex items-center gap-1.5 text-xs">
            <UrgencyMark urgency={urgencyOf(resource, nowMs)} />
            {describeExhaustion(resource, nowMs)}
          </p>
        ))}
        <p className="mt-2 max-w-prose text-xs">
          {record.what} <span className="text-muted-foreground">{record.whenToUse}</span>{" "}
          <RangeLink
            href={recordHref(record.slug)}
            className="text-accent underline underline-offset-2"
          >
            In the catalogue
          </RangeLink>
        </p>
      </div>
      {pattern.history.length > 1 && (
        <div className="shrink-0">
          <p className="mb-1.5 text-2xs text-muted-foreground">Recorded score, last 24 hours</p>
          <Sparkline
            points={pattern.history}
            label="Recorded score, last 24 hours"
            unit="1"
            width={160}
            height={40}
          />
        </div>
      )}
    </Card>
  );
}
