import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** A grey block in the place of what is loading; give it the size of the real thing. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return <div aria-hidden className={cn("animate-pulse rounded bg-muted", className)} {...props} />;
}

/** Rows of a table that is loading. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  return (
    <output aria-label="Loading" className="flex flex-col gap-2 p-3">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className="h-6 w-full" />
      ))}
    </output>
  );
}
