"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import {
  absoluteSpec,
  DEFAULT_RANGE,
  isLive,
  resolveRange,
  shiftRange,
  zoomOutRange,
  type RangeSpec,
} from "./range";
import { labelRange } from "./range-label";
import { DEFAULT_REFRESH, refreshIds, refreshMsOf, type RefreshId } from "./refresh";

/** The page's time range, the same object until it is refreshed or changed. */
export interface TimeRange {
  /** ISO 8601, for queries. */
  readonly from: string;
  readonly to: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly spec: RangeSpec;
  readonly label: string;
  /** True when the range follows the clock. */
  readonly live: boolean;
  readonly refresh: RefreshId;
  /** Interval of the live refresh; 0 when it is off or the range stands still. */
  readonly refreshMs: number;
  readonly setRange: (
    range: RangeSpec | { readonly fromMs: number; readonly toMs: number },
  ) => void;
  readonly setRefresh: (refresh: RefreshId) => void;
  /** Half a range back (−1) or forward (1). */
  readonly shift: (direction: -1 | 1) => void;
  readonly zoomOut: () => void;
  /** Moves a live range to now, at once. */
  readonly refreshNow: () => void;
}

const Context = createContext<TimeRange | null>(null);

const parsers = {
  from: parseAsString.withDefault(DEFAULT_RANGE.from),
  to: parseAsString.withDefault(DEFAULT_RANGE.to),
  refresh: parseAsStringLiteral(refreshIds).withDefault(DEFAULT_REFRESH),
};

/** Keeps the time range of the URL (`from`, `to`, `refresh`) for everything below it. */
export function TimeRangeProvider({ children }: { children: ReactNode }) {
  const [{ from, to, refresh }, setQuery] = useQueryStates(parsers);
  const [nowMs, setNowMs] = useState(() => Date.now());
  const inBrowser = useInBrowser();
  const refreshMs = isLive({ from, to }) ? refreshMsOf[refresh] : 0;

  useEffect(() => {
    if (refreshMs === 0) return;
    const tick = () => {
      if (document.visibilityState === "visible") setNowMs(Date.now());
    };
    const timer = setInterval(tick, refreshMs);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [refreshMs]);

  const value = useMemo<TimeRange>(() => {
    const spec: RangeSpec = { from, to };
    const range = resolveRange(spec, nowMs);
    const setSpec = (next: RangeSpec) => {
      setNowMs(Date.now());
      void setQuery({ from: next.from, to: next.to }, { history: "push" });
    };
    const setMs = (next: { readonly fromMs: number; readonly toMs: number }) =>
      setSpec(absoluteSpec(next.fromMs, next.toMs));
    return {
      ...absoluteSpec(range.fromMs, range.toMs),
      ...range,
      spec,
      label: labelRange(spec, nowMs, inBrowser ? "local" : "utc"),
      live: isLive(spec),
      refresh,
      refreshMs,
      setRange: (next) => ("fromMs" in next ? setMs(next) : setSpec(next)),
      setRefresh: (next) => void setQuery({ refresh: next }),
      shift: (direction) => setMs(shiftRange(range, direction, Date.now())),
      zoomOut: () => setMs(zoomOutRange(range, Date.now())),
      refreshNow: () => setNowMs(Date.now()),
    };
  }, [from, to, refresh, refreshMs, nowMs, inBrowser, setQuery]);

  return <Context.Provider value={value}>{children}</Context.Provider>;
}

// The server does not know the reader's zone: its text must not be the one that stays.
function useInBrowser(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
}

/** The page's time range. Throws outside of TimeRangeProvider. */
export function useTimeRange(): TimeRange {
  const value = useContext(Context);
  if (value === null) throw new Error("useTimeRange needs a TimeRangeProvider above it.");
  return value;
}
