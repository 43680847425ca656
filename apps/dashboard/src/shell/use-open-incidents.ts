"use client";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";

const POLL_MS = 15_000;
const MOST = 100;

/** Query options of the incidents nobody has resolved, newest first, at most 100; asked again by itself. */
export const openIncidentsQuery = {
  ...apiQuery("listIncidents", { query: { status: "unresolved", limit: MOST } }),
  refetchInterval: POLL_MS,
};

/** How many incidents are not resolved, as text (`100+` above 100), and whether one is critical. */
export function useOpenIncidents(): { count: number; text: string; critical: boolean } {
  const { data } = useQuery(openIncidentsQuery);
  const items = data?.items ?? [];
  return {
    count: items.length,
    text: (data?.nextCursor ?? null) === null ? String(items.length) : `${items.length}+`,
    critical: items.some(({ severity }) => severity === "critical"),
  };
}
