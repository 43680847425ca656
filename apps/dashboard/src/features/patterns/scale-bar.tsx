import type { AssessedIndicator } from "@headroom/contracts";
import { colorOf } from "@/components/charts/series-data";
import { formatValue } from "@/format/unit";
import { placeOnScale } from "./indicator-view";
import { levelLooks } from "./health-mark";
import { describeLimit } from "./limit-words";
import { levelOf } from "./pattern-health";

/** Good at the left, bad at the right, ticks at the limits, a mark at the value. */
export function ScaleBar({ indicator }: { indicator: AssessedIndicator }) {
  const { value, scale, unit, limits, health } = indicator;
  if (scale === null || value === null) return null;
  const inUnit = limits.filter((limit) => limit.unit === unit);
  return (
    <div aria-hidden className="w-full min-w-24">
      <div className="relative h-2 rounded-full border bg-surface">
        <span
          className="absolute inset-y-0 left-0 rounded-full opacity-40"
          style={{
            width: `${placeOnScale(value, scale)}%`,
            background: levelLooks[levelOf(health)].fill,
          }}
        />
        {inUnit.map((limit, index) => (
          <span
            key={`${limit.source} ${index}`}
            title={describeLimit(limit)}
            className="absolute -inset-y-0.5 w-px"
            style={{
              left: `${placeOnScale(limit.value, scale)}%`,
              background: colorOf(limit.severity, 0),
            }}
          />
        ))}
        <span
          className="absolute -inset-y-1 w-1 rounded-full"
          style={{
            left: `calc(${placeOnScale(value, scale)}% - 2px)`,
            background: levelLooks[levelOf(health)].fill,
          }}
        />
      </div>
      <div className="mt-1 flex justify-between gap-2 text-2xs text-muted-foreground">
        <span>good {formatValue(scale.good, unit)}</span>
        <span>bad {formatValue(scale.bad, unit)}</span>
      </div>
    </div>
  );
}
