import { metricSeriesQuery, type AttributeFilter } from "@headroom/contracts";
import {
  createParser,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { readGroupKeys } from "./group-keys";
import { parseAsFilters } from "@/components/filters/filters-parser";

const aggregations = metricSeriesQuery.shape.aggregation.unwrap().options;

/** What the page shows, as the URL has it; without `metric` the catalogue. */
export interface MetricState {
  readonly metric: string | null;
  readonly aggregation: (typeof aggregations)[number] | null;
  readonly service: string | null;
  readonly filters: AttributeFilter[];
  readonly groupBy: string[];
  /** Whether the expected band is drawn. */
  readonly band: boolean;
  /** Search in the catalogue. */
  readonly q: string;
}

const parseAsGroupKeys = createParser<string[]>({
  parse: readGroupKeys,
  serialize: (keys) => JSON.stringify(keys),
  eq: (a, b) => JSON.stringify(a) === JSON.stringify(b),
}).withDefault([]);

const parsers = {
  metric: parseAsString,
  aggregation: parseAsStringLiteral(aggregations),
  service: parseAsString,
  filters: parseAsFilters,
  groupBy: parseAsGroupKeys,
  band: parseAsBoolean.withDefault(false),
  q: parseAsString.withDefault(""),
};

/** The state of the URL and a function that changes parts of it; null takes a part away. */
export function useMetricState() {
  return useQueryStates(parsers, { history: "push" });
}

/** Changes parts of the state. */
export type SetMetricState = ReturnType<typeof useMetricState>[1];

/** What goes away when another metric is chosen: it belongs to the old one's attributes. */
export const OTHER_METRIC = { aggregation: null, filters: null, groupBy: null } as const;
