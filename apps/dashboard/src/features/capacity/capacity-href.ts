import type { Headroom } from "@headroom/contracts";
import { hrefTo } from "@/time/range-href";
import { keyOf } from "./capacity-table";

/** Link to the capacity page with one resource open. */
export function resourceHref(row: Headroom): string {
  return hrefTo("/capacity", { open: keyOf(row) });
}
