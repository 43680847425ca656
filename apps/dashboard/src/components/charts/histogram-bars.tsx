import { formatCount } from "@/format/number";
import { colorOf, type ChartTone } from "./series-data";

/** One bucket: what it stands for and how many fell into it. */
export interface HistogramBucket {
  readonly label: string;
  readonly count: number;
  readonly tone?: ChartTone;
}

/** Bars of counts over named buckets (durations, say), with the numbers as a hidden table. */
export function HistogramBars({
  title,
  buckets,
  heightPx = 96,
}: {
  title: string;
  buckets: readonly HistogramBucket[];
  heightPx?: number;
}) {
  const most = buckets.reduce((max, { count }) => Math.max(max, count), 0) || 1;
  return (
    <figure className="m-0 min-w-0">
      <div aria-hidden className="flex items-end gap-px" style={{ height: heightPx }}>
        {buckets.map(({ label, count, tone }) => (
          <div
            key={label}
            title={`${label}: ${formatCount(count)}`}
            className="min-w-0 flex-1 rounded-t-xs"
            style={{
              height: count === 0 ? 1 : `max(2px, ${(count / most) * 100}%)`,
              background: count === 0 ? "var(--border)" : colorOf(tone ?? "accent", 0),
            }}
          />
        ))}
      </div>
      <div aria-hidden className="flex justify-between pt-1 text-2xs text-muted-foreground">
        <span>{buckets[0]?.label}</span>
        <span>{buckets.at(-1)?.label}</span>
      </div>
      <table className="sr-only">
        <caption>{title}</caption>
        <tbody>
          {buckets.map(({ label, count }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{formatCount(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
