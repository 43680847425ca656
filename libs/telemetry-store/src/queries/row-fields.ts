import { z } from "zod";

// 64-bit integers arrive as decimal strings so that none is rounded on the way.
const wholeText = z.union([z.string(), z.number()]);

/** A count as a number; exact up to 2^53, far above what one answer can count. */
export const countField = wholeText.transform(Number);

/** A 64-bit id as its decimal string. */
export const id64Field = wholeText.transform(String);

/** A float that may be missing: NaN and infinities arrive as null. */
export const floatField = z.number().nullable();

/** A point in time as ISO 8601 with nanoseconds, UTC. */
export const timeField = z.string();

/** A point in time as ms, cut down from nanoseconds. */
export const timeMsField = z.string().transform((text) => Date.parse(text));

/** Nanoseconds as ms. */
export const nsAsMsField = z
  .union([z.string(), z.number()])
  .nullable()
  .transform((value) => (value === null ? null : Number(value) / 1e6));

/** Attributes as a plain object. */
export const attributesField = z.record(z.string(), z.string());
