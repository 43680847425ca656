import { apiQuery } from "@/api/queries";

const POLL_MS = 30_000;
// Assessments come every few minutes; the catalogue changes with the version only.
const CATALOGUE_STALE_MS = 3_600_000;

/** Patterns of all services, or of one; asked again every half minute. */
export function patternsQuery(service?: string) {
  return {
    ...apiQuery("listPatterns", service === undefined ? {} : { query: { service } }),
    refetchInterval: POLL_MS,
  };
}

/** Every record of the catalogue. */
export function catalogueQuery() {
  return { ...apiQuery("listPatternCatalogue"), staleTime: CATALOGUE_STALE_MS };
}

/** A pattern of a service, of one of its subjects. */
export function patternQuery(service: string, patternId: string, subject: string | null) {
  return {
    ...apiQuery("getServicePattern", {
      params: { service, patternId },
      query: subject === null ? {} : { subject },
    }),
    refetchInterval: POLL_MS,
  };
}
