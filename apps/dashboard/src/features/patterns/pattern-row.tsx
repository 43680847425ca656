import type { RecognisedPattern } from "@headroom/contracts";
import { Sparkline } from "@/components/charts/sparkline";
import { RangeLink } from "@/time/range-link";
import { LevelMark, levelLooks, ScoreBar } from "./health-mark";
import { cn } from "@/components/ui/class-names";
import { formatScore, formatShare, healthOf, levelOfPattern } from "./pattern-health";
import { patternHref } from "./pattern-href";

/** One recognised pattern of a service in a list; the whole row leads to its page. */
export function PatternRow({
  service,
  pattern,
  compact = false,
}: {
  service: string;
  pattern: RecognisedPattern;
  /** Leaves out history and confidence, for a card among others. */
  compact?: boolean;
}) {
  const level = levelOfPattern(pattern);
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-3 py-2 hover:bg-muted/60">
      <div className="flex min-w-0 flex-1 basis-40 items-center gap-2.5 lg:basis-64">
        <LevelMark level={level} />
        <div className="min-w-0">
          <RangeLink
            href={patternHref(service, pattern.patternId, pattern.subject)}
            className="block truncate font-medium after:absolute after:inset-0 hover:underline"
          >
            {pattern.name}
          </RangeLink>
          <p className="truncate text-2xs text-muted-foreground">
            {[pattern.subject === service ? null : pattern.subject, pattern.variant]
              .filter(Boolean)
              .join(" · ") || "the whole service"}
          </p>
        </div>
      </div>
      <div className="flex shrink-0 items-center gap-2">
        <span className={cn("w-8 text-right text-base font-semibold", levelLooks[level].text)}>
          <span className="sr-only">Score </span>
          {formatScore(healthOf(pattern))}
        </span>
        <div className="flex flex-col gap-0.5">
          <ScoreBar scored={pattern} />
          <span className="text-2xs text-muted-foreground">
            {formatShare(pattern.coverage)} measured
          </span>
        </div>
      </div>
      <p
        className={cn(
          "min-w-0 basis-full text-xs break-words",
          compact ? "text-muted-foreground" : "lg:flex-1 lg:basis-72",
        )}
      >
        {pattern.worst ?? (
          <span className="text-muted-foreground">
            {pattern.score === null
              ? "No score yet: not in the telemetry, or still learning what is usual."
              : "Nothing costs points."}
          </span>
        )}
      </p>
      {!compact && (
        <div className="hidden shrink-0 items-center gap-4 lg:flex">
          {pattern.history.length > 1 ? (
            <Sparkline points={pattern.history} label="Recorded score, 24 h" unit="1" />
          ) : (
            <span className="w-22" />
          )}
          <span className="w-20 text-right text-xs text-muted-foreground">
            {formatShare(pattern.confidence)} sure
          </span>
        </div>
      )}
    </li>
  );
}
