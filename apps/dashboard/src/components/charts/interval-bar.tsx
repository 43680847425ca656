import { cn } from "@/components/ui/class-names";

/**
 * An interval and its middle on a scale from `from` to `to`, with a mark at what means “no change”.
 * It is an ornament: the numbers stand beside it.
 */
export function IntervalBar({
  low,
  value,
  high,
  from,
  to,
  neutral,
  className,
}: {
  low: number;
  value: number;
  high: number;
  from: number;
  to: number;
  neutral: number;
  className?: string;
}) {
  const place = (at: number) =>
    to > from ? Math.max(0, Math.min(100, ((at - from) / (to - from)) * 100)) : 50;
  const start = place(low);
  return (
    <span aria-hidden className={cn("relative block h-3 min-w-16", className)}>
      <span className="absolute inset-x-0 top-1/2 h-px bg-border" />
      <span className="absolute inset-y-0 w-px bg-input" style={{ left: `${place(neutral)}%` }} />
      <span
        className="absolute inset-y-0.75 rounded-xs bg-accent/30"
        style={{ left: `${start}%`, width: `max(2px, ${place(high) - start}%)` }}
      />
      <span
        className="absolute inset-y-0 -ml-px w-0.5 bg-accent"
        style={{ left: `${place(value)}%` }}
      />
    </span>
  );
}
