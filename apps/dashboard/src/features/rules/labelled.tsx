import type { ReactNode } from "react";
import { cn } from "@/components/ui/class-names";

/** A caption above controls that name themselves. */
export function Labelled({
  caption,
  error,
  className,
  children,
}: {
  caption: string;
  error?: string | undefined;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={cn("flex min-w-0 flex-col gap-1", className)}>
      <span className="text-xs font-medium" aria-hidden>
        {caption}
      </span>
      {children}
      {error !== undefined && <p className="text-xs text-critical">{error}</p>}
    </div>
  );
}
