"use client";
import { cn } from "@/components/ui/class-names";
import { formatValue } from "@/format/unit";
import type { DrawnSeries, SeriesStats } from "./series-data";

type Column = readonly [head: string, statistic: keyof SeriesStats];
const MEASURED: readonly Column[] = [
  ["Last", "last"],
  ["Avg", "avg"],
  ["Max", "max"],
];
// A mean number of events per step tells nothing; how many there were does.
const COUNTED: readonly Column[] = [
  ["Last", "last"],
  ["Max", "max"],
  ["Total", "sum"],
];

/**
 * The table under a chart: last, average and largest value of each series. A click on a name shows
 * that series alone, another click all of them. `counts` gives the total in place of the average. It is the chart's text alternative too.
 */
export function ChartLegend({
  title,
  series,
  hidden,
  unit,
  counts,
  isolated,
  onIsolate,
  visuallyHidden = false,
}: {
  title: string;
  series: readonly DrawnSeries[];
  hidden: number;
  unit: string;
  counts: boolean;
  isolated: string | null;
  onIsolate: (key: string | null) => void;
  visuallyHidden?: boolean;
}) {
  if (series.length === 0) return null;
  const columns = counts ? COUNTED : MEASURED;
  return (
    <div className={cn(visuallyHidden ? "sr-only" : "relative max-h-36 overflow-y-auto")}>
      <table className="w-full text-xs">
        <caption className="sr-only">{title}: values of each series</caption>
        <thead className="text-2xs text-muted-foreground">
          <tr>
            <th scope="col" className="w-full max-w-0 text-left font-normal">
              <span className="sr-only">Series</span>
            </th>
            {columns.map(([name]) => (
              <th key={name} scope="col" className="min-w-14 pl-3 text-right font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map((one) => (
            <tr
              key={one.key}
              className={cn(isolated !== null && isolated !== one.key && "opacity-45")}
            >
              <th scope="row" className="w-full max-w-0 text-left font-normal">
                {visuallyHidden ? (
                  one.label
                ) : (
                  <button
                    type="button"
                    aria-pressed={isolated === one.key}
                    title={`${one.label} – show only this`}
                    onClick={() => onIsolate(isolated === one.key ? null : one.key)}
                    className="flex min-h-5 w-full min-w-0 items-center gap-1.5 rounded text-left hover:bg-muted"
                  >
                    <span
                      className="size-2 shrink-0 rounded-xs"
                      style={{ background: one.color }}
                    />
                    <span className="truncate">{one.label}</span>
                  </button>
                )}
              </th>
              {columns.map(([name, statistic]) => (
                <td key={name} className="pl-3 text-right whitespace-nowrap">
                  {formatValue(one[statistic], unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <p className="text-xs text-muted-foreground">
          +{hidden} more hidden. Narrow the filter to see them.
        </p>
      )}
    </div>
  );
}
