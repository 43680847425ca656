"use client";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, type ReactNode } from "react";
import { apiQuery } from "@/api/queries";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";
import { splitSignal } from "./signal-links";

const MOST = 200;

/** How signals of a service are shown: its metrics as links to the explorer, the rest as text. */
export function useSignalLinks(service: string): (signal: string) => ReactNode {
  const { from, to } = useTimeRange();
  const metrics = useQuery(apiQuery("listMetrics", { query: { from, to, service, limit: MOST } }));
  const names = useMemo(
    () => new Set((metrics.data?.items ?? []).map(({ name }) => name)),
    [metrics.data],
  );
  return useCallback(
    (signal: string) =>
      splitSignal(signal, names).map(({ text, isMetric }, index) => (
        <span key={text} className="font-mono text-2xs break-all">
          {index > 0 && ", "}
          {isMetric ? (
            <RangeLink
              href={hrefTo("/metrics", { metric: text, service })}
              className="text-accent hover:underline"
            >
              {text}
            </RangeLink>
          ) : (
            text
          )}
        </span>
      )),
    [names, service],
  );
}
