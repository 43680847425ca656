import {
  CircleCheck,
  CircleDashed,
  OctagonAlert,
  TriangleAlert,
  type LucideIcon,
} from "lucide-react";
import { cn } from "@/components/ui/class-names";
import {
  describeScore,
  formatScore,
  healthOf,
  levelOfPattern,
  levelWords,
  shareScore,
  type HealthLevel,
  type Scored,
} from "./pattern-health";

/** Shape and colours of a level: each level has a shape of its own. */
export const levelLooks: Readonly<
  Record<HealthLevel, { icon: LucideIcon; text: string; soft: string; fill: string }>
> = {
  poor: {
    icon: OctagonAlert,
    text: "text-critical",
    soft: "bg-critical-soft",
    fill: "var(--critical)",
  },
  strained: {
    icon: TriangleAlert,
    text: "text-warning",
    soft: "bg-warning-soft",
    fill: "var(--warning)",
  },
  healthy: { icon: CircleCheck, text: "text-ok", soft: "bg-ok-soft", fill: "var(--ok)" },
  unmeasured: {
    icon: CircleDashed,
    text: "text-muted-foreground",
    soft: "bg-muted",
    fill: "var(--input)",
  },
};

/** The level as its shape, with its word where `withWord`, else for screen readers only. */
export function LevelMark({
  level,
  withWord = false,
  className,
}: {
  level: HealthLevel;
  withWord?: boolean;
  className?: string;
}) {
  const { icon: Icon, text } = levelLooks[level];
  return (
    <span
      className={cn("inline-flex shrink-0 items-center gap-1.5 whitespace-nowrap", text, className)}
      {...(withWord ? {} : { title: levelWords[level] })}
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      <span className={withWord ? "text-xs font-medium" : "sr-only"}>{levelWords[level]}</span>
    </span>
  );
}

/** A bar of 100: what was kept in the level's colour, hatched what was not measured, empty what was lost. */
export function ScoreBar({ scored, className }: { scored: Scored; className?: string }) {
  const { kept, unmeasured } = shareScore(scored);
  const { fill } = levelLooks[levelOfPattern(scored)];
  return (
    <span
      aria-hidden
      title={describeScore(scored)}
      className={cn("flex h-2 w-24 overflow-hidden rounded-full border bg-surface", className)}
    >
      <span style={{ width: `${kept}%`, background: fill }} />
      <span
        style={{
          width: `${unmeasured}%`,
          backgroundImage:
            "repeating-linear-gradient(135deg, var(--input) 0 1px, transparent 1px 4px)",
        }}
      />
    </span>
  );
}

/** Shape, score and bar of a pattern in one line. */
export function PatternScore({ scored, className }: { scored: Scored; className?: string }) {
  const level = levelOfPattern(scored);
  return (
    <span className={cn("inline-flex items-center gap-2", className)}>
      <LevelMark level={level} />
      <span className={cn("w-7 text-right font-semibold", levelLooks[level].text)}>
        {formatScore(healthOf(scored))}
      </span>
      <ScoreBar scored={scored} />
    </span>
  );
}
