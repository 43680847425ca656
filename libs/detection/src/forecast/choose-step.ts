const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How to read a series for a forecast. */
export interface ForecastReading {
  /** Distance of the values to read, ms: a whole divisor of a day. */
  readonly stepMs: number;
  /** How far back to read, ms; what is not there is not missed. */
  readonly lookbackMs: number;
}

/** A way to read, and the history and the horizon from which on it is the right one. */
interface Rung extends ForecastReading {
  readonly leastHistoryMs: number;
  readonly leastHorizonMs: number;
}

/**
 * Coarsest first. An hour and a quarter reach back far enough for the daily season (4.5 days of
 * them are needed); a quarter below that, and the finer ones, serve young series and near limits.
 * Each has 48 steps or more of the history it asks for, so that level and trend can be told from
 * noise, and at least three steps in its shortest horizon.
 */
const rungs: readonly Rung[] = [
  { stepMs: hourMs, lookbackMs: 28 * dayMs, leastHistoryMs: 4.5 * dayMs, leastHorizonMs: dayMs },
  {
    stepMs: 15 * minuteMs,
    lookbackMs: 7 * dayMs,
    leastHistoryMs: 12 * hourMs,
    leastHorizonMs: hourMs,
  },
  {
    stepMs: 5 * minuteMs,
    lookbackMs: 2 * dayMs,
    leastHistoryMs: 4 * hourMs,
    leastHorizonMs: 15 * minuteMs,
  },
];
const finest: ForecastReading = { stepMs: minuteMs, lookbackMs: 10 * hourMs };

/**
 * Returns the step and the lookback to forecast `horizonMs` ahead for a series with `historyMs` of
 * history: hourly over 28 days from a day on, then 15 minutes over 7 days, 5 minutes over 2 days,
 * a minute over 10 hours. Never more than 672 values. Where the history is short the step is finer
 * than the horizon alone would ask for, because a forecast needs 30 steps of history.
 */
export function chooseForecastStep(historyMs: number, horizonMs: number): ForecastReading {
  const { stepMs, lookbackMs } =
    rungs.find(
      ({ leastHistoryMs, leastHorizonMs }) =>
        historyMs >= leastHistoryMs && horizonMs >= leastHorizonMs,
    ) ?? finest;
  return { stepMs, lookbackMs };
}
