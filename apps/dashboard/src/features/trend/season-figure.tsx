"use client";
import type { TrendAnswer } from "@headroom/contracts";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { ProfileChart } from "./profile-chart";
import type { SeasonProfile } from "./trend-types";
import { describePeak, describeStrength, NO_SEASON } from "./trend-words";

/** The daily and the weekly season: how strong, and the shape of one period. */
export function SeasonFigure({
  season,
  unit,
  isShort,
  className,
}: {
  season: NonNullable<TrendAnswer["season"]>;
  unit: string;
  isShort: boolean;
  className?: string;
}) {
  return (
    <Card className={cn("grid gap-x-4 gap-y-2 px-3 py-2.5 sm:grid-cols-2", className)}>
      <Profile
        name="Daily season"
        needs="3 days"
        profile={season.daily}
        season={season}
        unit={unit}
        isShort={isShort}
      />
      <Profile
        name="Weekly season"
        needs="2 weeks"
        profile={season.weekly}
        season={season}
        unit={unit}
        isShort={isShort}
      />
    </Card>
  );
}

function Profile({
  name,
  needs,
  profile,
  season,
  unit,
  isShort,
}: {
  name: string;
  needs: string;
  profile: SeasonProfile | null;
  season: NonNullable<TrendAnswer["season"]>;
  unit: string;
  /** The range is too short for older history to be read. */
  isShort: boolean;
}) {
  if (profile === null) {
    return (
      <div className="flex min-w-0 flex-col gap-1">
        <h2 className="text-xs text-muted-foreground">{name}</h2>
        <ExplainPopover explanation={season} label={name} className="self-start">
          <span className="font-medium">Not known yet</span>
        </ExplainPopover>
        <p className="text-xs text-muted-foreground">
          {isShort
            ? `Choose a range of a day or more: then ${needs} of history tell it.`
            : `Needs ${needs} of history.`}
        </p>
      </div>
    );
  }
  const words = describeStrength(profile);
  const peak = describePeak(profile, unit);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <h2 className="text-xs text-muted-foreground">{name}</h2>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <ExplainPopover explanation={season} label={name}>
          <span className="text-base font-semibold">{words}</span>
        </ExplainPopover>
        {peak !== "" && <span className="text-xs text-muted-foreground">{peak}</span>}
      </p>
      {profile.strength < NO_SEASON ? (
        // Drawn on its own scale, noise would look like a season.
        <p className="text-xs text-muted-foreground">Nothing repeats beyond the noise.</p>
      ) : (
        <ProfileChart season={profile} label={`${name}: ${words}, ${peak}`} />
      )}
    </div>
  );
}
