"use client";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { Alert } from "@/components/ui/alert";
import { formatClock } from "@/format/instant";

const POLL_MS = 10_000;

/** Says that the API stopped answering and how old the shown data is, until it answers again. */
export function ApiAway() {
  const status = useQuery({ ...apiQuery("getStatus"), refetchInterval: POLL_MS });
  if (!status.isRefetchError) return null;
  const since = formatClock(Math.floor(status.dataUpdatedAt / 1_000) * 1_000);
  return (
    <Alert tone="warning" title="The Headroom API does not answer" className="m-3 mb-0">
      The last answer came at {since}. This page tries again every {POLL_MS / 1_000} s.
    </Alert>
  );
}
