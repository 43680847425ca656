import type { SignalType } from "./rule-types";

/** The kinds of signals, to choose from. */
export const signalTypes: readonly { readonly value: SignalType; readonly label: string }[] = [
  { value: "red", label: "Requests" },
  { value: "metric", label: "Metric" },
  { value: "logs", label: "Logs" },
];
