import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { serviceSorts, tableSorts } from "./storage-rows";

const parsers = {
  reason: parseAsString,
  tables: parseAsStringLiteral(tableSorts).withDefault("bytes"),
  services: parseAsStringLiteral(serviceSorts).withDefault("estimatedBytes"),
};

/** The state of the ingestion page in the URL, and a function that changes parts of it. */
export function useIngestionState() {
  return useQueryStates(parsers);
}

/** What the URL says. */
export type IngestionState = ReturnType<typeof useIngestionState>[0];
/** Changes parts of it; null takes a part away. */
export type SetIngestionState = ReturnType<typeof useIngestionState>[1];
