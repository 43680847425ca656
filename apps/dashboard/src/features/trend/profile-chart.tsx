import { cn } from "@/components/ui/class-names";
import type { SeasonProfile } from "./trend-types";
import { profilePath } from "./profile-path";
import { slotName } from "./trend-words";

const WIDTH = 240;
const HEIGHT = 40;

/** One period of a season around its level; grey where it is too weak to believe. */
export function ProfileChart({ season, label }: { season: SeasonProfile; label: string }) {
  const { line, zeroY } = profilePath(season.profile, WIDTH, HEIGHT);
  const last = season.profile.length - 1;
  const half = Math.round(last / 2);
  const weak = season.strength < 0.1;
  return (
    <div className="min-w-0">
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-10 w-full"
      >
        <line x1={0} x2={WIDTH} y1={zeroY} y2={zeroY} stroke="var(--border)" />
        <path
          d={`${line}L${WIDTH} ${zeroY}L0 ${zeroY}Z`}
          fill={weak ? "var(--muted)" : "var(--accent-soft)"}
        />
        <path
          d={line}
          fill="none"
          stroke={weak ? "var(--input)" : "var(--accent)"}
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <p
        aria-hidden
        className={cn("flex justify-between text-2xs text-muted-foreground", last < 1 && "hidden")}
      >
        <span>{slotName(season, 0)}</span>
        <span>{slotName(season, half)}</span>
        <span>{slotName(season, last)} UTC</span>
      </p>
    </div>
  );
}
