import type { ReactNode } from "react";
import { cn } from "./class-names";

/** Why a number stands out. */
export type StatTone = "critical" | "warning";

/** A row of numbers; on narrow screens they wrap. */
export function StatStrip({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-border sm:grid-cols-4 xl:grid-cols-8">
      {children}
    </dl>
  );
}

/** One number of a row, with its name and a small line under it. */
export function Stat({
  label,
  hint,
  detail,
  tone,
  secondary = false,
  children,
}: {
  label: string;
  hint?: string;
  detail?: string | undefined;
  tone?: StatTone | undefined;
  /** Left out on phones, where what needs somebody comes first. */
  secondary?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={cn("min-w-0 bg-surface px-3 py-2", secondary && "max-sm:hidden")} title={hint}>
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd
        className={cn(
          "text-base font-semibold whitespace-nowrap",
          tone === "critical" && "text-critical",
          tone === "warning" && "text-warning",
        )}
      >
        {children}
      </dd>
      {detail !== undefined && <dd className="text-2xs text-muted-foreground">{detail}</dd>}
    </div>
  );
}
