"use client";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import type { Signal } from "@/features/rules/rule-types";
import { useAnalysisRange } from "@/features/signals/use-analysis-range";

const LEAST_STEP_SECONDS = 10;
// History is read for it; a band does not change from second to second.
const FRESH_MS = 60_000;

// Never sent: the query waits for a signal.
const NOTHING: Signal = { type: "red", measure: "rate", groupBy: [] };

/**
 * The expected band of a signal over the page's range, in the steps of the chart it is drawn in.
 * Nothing is asked without a signal and a step.
 */
export function useSignalBand(signal: Signal | null, stepSeconds: number | undefined) {
  const { from, to } = useAnalysisRange();
  return useQuery({
    ...apiQuery("readSignalBand", {
      body: {
        signal: signal ?? NOTHING,
        from,
        to,
        ...(stepSeconds === undefined
          ? {}
          : { stepSeconds: Math.max(LEAST_STEP_SECONDS, stepSeconds) }),
      },
    }),
    enabled: signal !== null && stepSeconds !== undefined,
    staleTime: FRESH_MS,
  });
}

/** What `useSignalBand` tells. */
export type SignalBandQuery = ReturnType<typeof useSignalBand>;
