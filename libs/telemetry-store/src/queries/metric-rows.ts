import { z } from "zod";
import { countField, floatField } from "./row-fields.ts";

/** A row of `numberSeriesSql`: a group with [slot, value, samples] of each slot. */
export const numberRow = z.object({
  labels: z.array(z.string()),
  points: z.array(z.tuple([countField, floatField, countField])),
  group_count: countField,
});

/** Keys of buckets with their counts. */
export const bucketsTuple = z.tuple([z.array(z.number()), z.array(countField)]);

const stepTuple = z
  .tuple([
    countField,
    countField,
    countField,
    floatField,
    floatField,
    z.array(z.number()),
    bucketsTuple,
    bucketsTuple,
    countField,
    z.number(),
    z.number(),
  ])
  .transform(
    ([slot, samples, observations, sum, ratePerSecond, bounds, positive, negative, ...rest]) => ({
      slot,
      samples,
      observations,
      sum,
      ratePerSecond,
      bounds,
      keys: positive[0],
      counts: positive[1],
      negativeKeys: negative[0],
      negativeCounts: negative[1],
      zeros: rest[0],
      zeroThreshold: rest[1],
      scale: rest[2],
    }),
  );

/** A row of `distributionSeriesSql`: a group with the parts that its slots are put together of. */
export const distributionRow = z.object({
  labels: z.array(z.string()),
  points: z.array(stepTuple),
  group_count: countField,
});
