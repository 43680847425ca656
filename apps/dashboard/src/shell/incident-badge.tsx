"use client";
import { cn } from "@/components/ui/class-names";
import { useOpenIncidents } from "./use-open-incidents";

/** The number of open incidents; nothing when there are none. */
export function IncidentBadge({ compact = false }: { compact?: boolean }) {
  const { count, text, critical } = useOpenIncidents();
  if (count === 0) return null;
  return (
    <span
      className={cn(
        "grid h-4.5 min-w-4.5 place-items-center rounded-full px-1 text-2xs font-semibold",
        critical ? "bg-critical text-surface" : "bg-warning text-surface",
        compact && "absolute -top-1 left-3.5 h-4 min-w-4",
      )}
    >
      {text}
      <span className="sr-only"> open</span>
    </span>
  );
}
