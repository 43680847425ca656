/** How often a live range moves on, as the URL carries it. */
export const refreshIds = ["off", "5s", "15s", "30s", "1m"] as const;
export type RefreshId = (typeof refreshIds)[number];

/** The interval of a URL that names none. */
export const DEFAULT_REFRESH: RefreshId = "15s";

/** Interval in milliseconds; 0 is off. */
export const refreshMsOf: Readonly<Record<RefreshId, number>> = {
  off: 0,
  "5s": 5_000,
  "15s": 15_000,
  "30s": 30_000,
  "1m": 60_000,
};
