"use client";
import { useQueryState } from "nuqs";
import { parseAsSignal } from "@/features/signals/signal-state";
import { SignalPage } from "@/features/signals/signal-page";
import { trendHref } from "@/features/signals/signal-links";
import { TrendView } from "./trend-view";

/** The page of one signal's trend. */
export function TrendPage() {
  const [signal, setSignal] = useQueryState(
    "signal",
    parseAsSignal.withOptions({ history: "push" }),
  );
  return (
    <SignalPage
      name="Trend"
      title="Trend"
      description="Level, slope, season and jumps; this week against last, and release against release"
      signal={signal}
      onSignal={(next) => void setSignal(next)}
      hrefOf={trendHref}
      show={["explore", "correlation", "rule"]}
    >
      {(shown) => <TrendView signal={shown} />}
    </SignalPage>
  );
}
