"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, type ReactNode } from "react";
import { unreachable } from "@/api/api-error";
import { apiQuery } from "@/api/queries";
import { ErrorState } from "@/components/ui/error-state";

const POLL_WHILE_AWAY_MS = 3_000;

/** Shows its children to who may see them; sends others to sign in, and says when the API is away. */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useQuery({
    ...apiQuery("getSession"),
    staleTime: 60_000,
    refetchInterval: (query) => (query.state.status === "error" ? POLL_WHILE_AWAY_MS : false),
  });
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const locked = session.data?.authRequired === true && session.data.user === null;

  useEffect(() => {
    if (!locked) return;
    const here = search === "" ? pathname : `${pathname}?${search}`;
    router.replace(`/sign-in?next=${encodeURIComponent(here)}`);
  }, [locked, pathname, search, router]);

  // A query without data is pending again while it asks anew; the notice must not flicker.
  const failed = session.failureReason !== null || session.errorUpdateCount > 0;
  if (failed && session.data === undefined) {
    return (
      <ErrorState
        title="Waiting for the Headroom API"
        error={session.error ?? session.failureReason ?? unreachable()}
        onRetry={() => void session.refetch()}
        className="py-24"
      />
    );
  }
  if (session.isPending || locked) return <div className="min-h-[60vh]" aria-busy="true" />;
  return children;
}
