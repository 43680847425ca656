"use client";
import { ErrorState } from "@/components/ui/error-state";

/** Shown in the place of a page that broke; the navigation stays. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <ErrorState title="This page stopped working" error={error} onRetry={reset} className="py-24" />
  );
}
