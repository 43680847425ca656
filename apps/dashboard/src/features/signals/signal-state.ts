import { createParser } from "nuqs";
import type { Signal } from "@/features/rules/rule-types";
import { isSameSignal, readOneSeries, writeSignal } from "./one-series";

/** A signal in the URL, as links carry it; what cannot be read is none. */
export const parseAsSignal = createParser<Signal>({
  parse: readOneSeries,
  serialize: writeSignal,
  eq: isSameSignal,
});
