"use client";
import { CircleAlert, RotateCw } from "lucide-react";
import { ApiError } from "@/api/api-error";
import { Button } from "./button";
import { cn } from "./class-names";

/** Says what failed and what to do, with a button to try again. */
export function ErrorState({
  error,
  title = "This could not be loaded",
  onRetry,
  className,
}: {
  error: unknown;
  title?: string;
  onRetry?: () => void;
  className?: string;
}) {
  const detail = error instanceof Error ? error.message : "Something unexpected happened.";
  return (
    <div
      role="alert"
      className={cn("flex flex-col items-center gap-2 px-4 py-8 text-center", className)}
    >
      <CircleAlert className="size-5 text-critical" aria-hidden />
      <p className="font-medium">{title}</p>
      <p className="max-w-prose text-xs break-words text-muted-foreground">{detail}</p>
      {error instanceof ApiError && (
        <p className="font-mono text-2xs text-muted-foreground">
          {error.code}
          {error.status > 0 && ` · HTTP ${error.status}`}
        </p>
      )}
      {onRetry !== undefined && (
        <Button size="sm" onClick={onRetry}>
          <RotateCw /> Try again
        </Button>
      )}
    </div>
  );
}
