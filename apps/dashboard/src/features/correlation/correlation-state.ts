import { correlationInput } from "@headroom/contracts";
import { parseAsBoolean, parseAsStringLiteral, useQueryStates } from "nuqs";
import { parseAsSignal } from "@/features/signals/signal-state";

/** Whose series are compared, nearest first. */
export const scopes = correlationInput.shape.scope.unwrap().options;
export type Scope = (typeof scopes)[number];

/** What each scope compares. */
export const scopeWords: Readonly<Record<Scope, { name: string; meaning: string }>> = {
  service: { name: "This service", meaning: "series of the signal’s service" },
  neighbours: { name: "And neighbours", meaning: "series of the service and of those it talks to" },
  all: { name: "All services", meaning: "series of all services" },
};

const parsers = {
  signal: parseAsSignal,
  scope: parseAsStringLiteral(scopes).withDefault("neighbours"),
  refused: parseAsBoolean.withDefault(false),
};

/** The state of the URL and a function that changes parts of it. */
export function useCorrelationState() {
  return useQueryStates(parsers, { history: "push" });
}
