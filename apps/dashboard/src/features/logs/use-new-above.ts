import { useRef } from "react";
import type { KeyedLog } from "./log-keys";

/** How many records came in above since the list was last at its top; 0 while it is there. */
export function useNewAbove(logs: readonly KeyedLog[], atTop: boolean): number {
  const seenKey = useRef<string | undefined>(undefined);
  if (atTop) seenKey.current = logs[0]?.key;
  if (atTop || seenKey.current === undefined) return 0;
  const place = logs.findIndex(({ key }) => key === seenKey.current);
  return Math.max(0, place);
}
