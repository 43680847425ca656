import type { Signal } from "./rule-types";

/** The signal without empty choices, which would read as “named nothing”. */
export function trimSignal(signal: Signal): Signal {
  const entries = Object.entries(signal).filter(([key, value]) =>
    key === "metric" ? true : value !== "" && value !== undefined,
  );
  const trimmed = Object.fromEntries(entries) as Signal;
  if (trimmed.type === "red") return trimmed;
  return { ...trimmed, filters: trimmed.filters.filter(({ key }) => key !== "") };
}
