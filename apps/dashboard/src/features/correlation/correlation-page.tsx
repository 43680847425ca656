"use client";
import { correlationHref } from "@/features/signals/signal-links";
import { SignalPage } from "@/features/signals/signal-page";
import { useCorrelationState } from "./correlation-state";
import { CorrelationView } from "./correlation-view";

/** The page of what moved with one signal. */
export function CorrelationPage() {
  const [{ signal, scope, refused }, setState] = useCorrelationState();
  return (
    <SignalPage
      name="Correlation"
      title="What moved with"
      description="Series that moved with a signal in a window, and the attribute values that explain its change"
      signal={signal}
      onSignal={(next) => void setState({ signal: next })}
      hrefOf={correlationHref}
      show={["explore", "trend", "rule"]}
    >
      {(shown) => (
        <CorrelationView
          signal={shown}
          scope={scope}
          withRefused={refused}
          onScope={(next) => void setState({ scope: next })}
          onRefused={(next) => void setState({ refused: next })}
        />
      )}
    </SignalPage>
  );
}
