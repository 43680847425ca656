import { z } from "zod";

/** What a computed result carries so that a reader can open it and check it. */
export const explained = z.object({
  sentence: z.string().describe("The result in words."),
  formula: z.string().describe("How it was computed, with the method's name."),
  inputs: z
    .record(z.string(), z.union([z.number(), z.string()]))
    .describe("What went in: counts, Unix milliseconds, durations in ms and limits by name."),
});
export type Explained = z.infer<typeof explained>;

/** A value with its 95 % interval. */
export const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** One number that went into a measurement and the signal it was read from. */
export const measuredInput = z.object({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  signal: z.string(),
  statistic: z.string(),
});
export type MeasuredInput = z.infer<typeof measuredInput>;

/** Quantiles of a forecast at one time: [Unix milliseconds, p10, p50, p90]. */
export const forecastPoints = z.array(z.tuple([z.number(), z.number(), z.number(), z.number()]));

/** Expected values with a band: [Unix milliseconds, lower, expected, upper]. */
export const bandPoints = z.array(z.tuple([z.number(), z.number(), z.number(), z.number()]));
