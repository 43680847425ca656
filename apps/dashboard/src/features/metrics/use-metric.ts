import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { useTimeRange } from "@/time/time-range";

// The catalogue is searched by part of the name; the metric itself is among the matches.
const SEARCH_LIMIT = 200;

/** What the catalogue says of a metric; undefined while it loads and where it is not found. */
export function useMetric(name: string) {
  const { from, to } = useTimeRange();
  const found = useQuery({
    ...apiQuery("listMetrics", {
      query: { q: name.slice(0, SEARCH_LIMIT), from, to, limit: SEARCH_LIMIT },
    }),
    staleTime: 60_000,
  });
  return {
    metric: found.data?.items.find((metric) => metric.name === name),
    isPending: found.isPending,
  };
}
