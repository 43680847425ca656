import { useTimeRange } from "@/time/time-range";
import { settleRange } from "./settle-range";

/** The page's time range for a question that costs much: a live one moves on in whole minutes. */
export function useAnalysisRange() {
  const { fromMs, toMs, live } = useTimeRange();
  const settled = live ? settleRange(fromMs, toMs) : { fromMs, toMs };
  return {
    ...settled,
    from: new Date(settled.fromMs).toISOString(),
    to: new Date(settled.toMs).toISOString(),
  };
}
