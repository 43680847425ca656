import { attributeFilters, type AttributeFilter } from "@headroom/contracts";
import { createParser } from "nuqs";

/** Attribute filters in the URL, as the API takes them: a JSON list. What cannot be read is none. */
export const parseAsFilters = createParser<AttributeFilter[]>({
  parse: (text) => {
    try {
      return attributeFilters.safeParse(JSON.parse(text)).data ?? null;
    } catch {
      return null;
    }
  },
  serialize: (filters) => JSON.stringify(filters),
  eq: (a, b) => JSON.stringify(a) === JSON.stringify(b),
}).withDefault([]);
