import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { healthLevels } from "./pattern-health";

/** Ways to look at patterns. */
export const patternViews = ["services", "matrix", "catalogue"] as const;

const parsers = {
  view: parseAsStringLiteral(patternViews).withDefault("services"),
  service: parseAsString,
  family: parseAsString,
  health: parseAsStringLiteral(healthLevels),
  q: parseAsString.withDefault(""),
};

/** The state of the patterns page in the URL, and a function that changes parts of it. */
export function usePatternsState() {
  return useQueryStates(parsers);
}

/** What the URL says. */
export type PatternsState = ReturnType<typeof usePatternsState>[0];
/** Changes parts of it; null takes a part away. */
export type SetPatternsState = ReturnType<typeof usePatternsState>[1];

/** Takes every filter away. */
export const NO_FILTER = { service: null, family: null, health: null, q: null } as const;
