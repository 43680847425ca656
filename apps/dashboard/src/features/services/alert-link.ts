import type { z } from "zod";
import type { ruleSignal } from "@headroom/contracts";

type Signal = z.input<typeof ruleSignal>;
type RedMeasure = Extract<Signal, { type: "red" }>["measure"];

/** Link to the rule editor with a signal filled in. */
export function newRuleHref(signal: Signal): string {
  return `/alerts/rules/new?signal=${encodeURIComponent(JSON.stringify(signal))}`;
}

/** Link to a new rule on one RED measure of a service or of one of its operations. */
export function redRuleHref(measure: RedMeasure, service: string, operation?: string): string {
  return newRuleHref({
    type: "red",
    measure,
    service,
    ...(operation === undefined ? {} : { operation }),
  });
}
