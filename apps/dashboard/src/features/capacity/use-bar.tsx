import type { Headroom } from "@headroom/contracts";
import { cn } from "@/components/ui/class-names";
import { shareOf } from "./capacity-table";
import { formatAmount } from "./amount";

/** A bar of a limit: filled what is used now, a mark at what the forecast peak uses. */
export function UseBar({ row, className }: { row: Headroom; className?: string }) {
  const now = shareOf(row.usedNow, row.limit);
  const peak = shareOf(row.usedAtPeak, row.limit);
  if (now === null) {
    return (
      <span
        aria-hidden
        className={cn("block h-2 w-32 shrink-0 rounded-full border border-dashed", className)}
        title="Nothing to compare with a limit yet"
      />
    );
  }
  const over = (peak ?? now) > 1;
  const title = `${formatAmount(row.usedNow, row.unit)} now, ${formatAmount(row.usedAtPeak, row.unit)} at the peak, limit ${formatAmount(row.limit, row.unit)}`;
  return (
    <span
      aria-hidden
      title={title}
      className={cn("relative block h-2 w-32 shrink-0 rounded-full border bg-surface", className)}
    >
      <span
        className={cn(
          "absolute inset-y-0 left-0 rounded-full",
          now > 0.9 ? "bg-critical" : now > 0.75 ? "bg-warning" : "bg-accent",
        )}
        style={{ width: `${Math.min(100, now * 100)}%` }}
      />
      {peak !== null && (
        <span
          className={cn("absolute -inset-y-1 w-0.5", over ? "bg-critical" : "bg-foreground")}
          style={{ left: `calc(${Math.min(100, peak * 100)}% - 1px)` }}
        />
      )}
    </span>
  );
}
