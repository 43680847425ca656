import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiQuery } from "@/api/queries";
import type { Signal } from "@/features/rules/rule-types";
import { writeSignal } from "@/features/signals/one-series";
import { useAnalysisRange } from "@/features/signals/use-analysis-range";
import type { Scope } from "./correlation-state";
import { keepContext, type WindowContext } from "./window-context";

// Comparing hundreds of series is work: it is not done again for a look at another tab.
const STALE_MS = 60_000;

/**
 * What moved with a signal in the page's range. `context` is the range that windows are marked in:
 * the widest that was compared around the present one.
 */
export function useCorrelation(signal: Signal, scope: Scope, includeRefused: boolean) {
  const range = useAnalysisRange();
  const key = writeSignal(signal);
  const query = useQuery({
    ...apiQuery("findCorrelations", {
      body: { signal, from: range.from, to: range.to, scope, includeRefused },
    }),
    staleTime: STALE_MS,
    // The list stays while it is asked for more of the same signal.
    placeholderData: (former, formerQuery) => {
      const asked = formerQuery?.queryKey[1] as { body?: { signal?: Signal } } | undefined;
      return writeSignal(asked?.body?.signal ?? null) === key ? former : undefined;
    },
  });
  const { data, isPlaceholderData } = query;
  const { fromMs, toMs } = range;
  const [context, setContext] = useState<WindowContext | null>(null);
  useEffect(() => {
    if (data === undefined || isPlaceholderData) return;
    const answer = { key, fromMs, toMs, points: data.target.points };
    setContext((former) => keepContext(former, answer));
  }, [data, isPlaceholderData, key, fromMs, toMs]);
  return { query, range, context: context?.key === key ? context : null };
}
