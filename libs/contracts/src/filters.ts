import { filterOperators } from "@headroom/alerting";
import { z } from "zod";
import { jsonParameter, timeRange } from "./primitives.ts";

/** A condition on one attribute; `resource.` before the key names a resource attribute. */
export const attributeFilter = z.strictObject({
  key: z.string().min(1).max(200),
  op: z.enum(filterOperators),
  value: z.string().max(2_000).optional(),
});
export type AttributeFilter = z.infer<typeof attributeFilter>;

export const attributeFilters = z.array(attributeFilter).max(20);

/** `filters` as a query parameter: a JSON list. */
export const filtersParameter = jsonParameter(attributeFilters).optional();

export const signals = ["traces", "logs", "metrics"] as const;
export const signal = z.enum(signals);

export const attributeKeysQuery = timeRange.extend({
  signal,
  service: z.string().optional(),
  metric: z.string().optional(),
});
export const attributeKeys = z.object({ items: z.array(z.string()) });

export const attributeValuesQuery = attributeKeysQuery.extend({
  key: z.string().min(1).max(200),
  q: z.string().max(200).optional(),
});
export const attributeValues = z.object({
  items: z.array(z.object({ value: z.string(), count: z.number() })),
});
