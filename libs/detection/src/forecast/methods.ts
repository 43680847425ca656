import { medianOf } from "./median.ts";
import type { History } from "./history.ts";
import { continueLine } from "./line.ts";
import { smoothSeasons } from "./smoothing.ts";

/** Returns `steps` values that follow the history. */
export type Method = (history: History, steps: number) => number[];

const range = (steps: number, valueAt: (index: number) => number): number[] =>
  Array.from({ length: steps }, (_, index) => valueAt(index));

/** The median of the last `count` values a whole number of periods before. */
function repeatMedian({ values }: History, period: number, count: number, steps: number): number[] {
  const length = values.length;
  const cycle = range(Math.min(period, steps), (phase) => {
    const same: number[] = [];
    for (let at = length + phase - period; at >= 0 && same.length < count; at -= period)
      same.push(values[at] ?? 0);
    return same.length > 0 ? medianOf(same) : (values[length - 1] ?? 0);
  });
  return range(steps, (index) => cycle[index % period] ?? 0);
}

/** The median of one day, two days and one week before, repeated. */
function repeatMixed({ values, day, week }: History, steps: number): number[] {
  const extended = values.slice(-Math.max(2 * day, week));
  for (let index = 0; index < steps; index++) {
    const at = extended.length;
    const same = [day, 2 * day, week].map((lag) => extended[at - lag] ?? extended[at - day] ?? 0);
    extended.push(medianOf(same));
  }
  return extended.slice(extended.length - steps);
}

/**
 * Returns the methods that the history's seasons allow. They differ in how long they remember
 * and what they believe in (yesterday, last week, usual day, usual week, level, line), so that
 * whatever the series is like one of them is nearly right; the combination decides by how each
 * did lately.
 */
export function methodsFor({ values, day, week }: History): Method[] {
  const methods: Method[] = [
    (history, steps) => continueLine(history, steps, { dailyDamping: 0.5 }),
    (history, steps) => continueLine(history, steps, { dailyDamping: 1 }),
    (history, steps) => {
      const level = medianOf(history.values.slice(-Math.max(24, history.day)));
      return range(steps, () => level);
    },
  ];
  const hasWeek = week > 0 && values.length >= 2 * week;
  if (day === 0 && !hasWeek)
    return [...methods, (history, steps) => range(steps, () => history.values.at(-1) ?? 0)];
  const period = day > 0 ? day : week;
  methods.push(
    (history, steps) => repeatMedian(history, period, 1, steps),
    (history, steps) => repeatMedian(history, period, 7, steps),
    (history, steps) => smoothSeasons(history, steps, { level: 0.12, season: 0.1 }),
    (history, steps) => smoothSeasons(history, steps, { level: 0.4, season: 0.1 }),
  );
  if (day > 0 && week > 0)
    methods.push(
      (history, steps) => repeatMedian(history, week, 1, steps),
      (history, steps) => repeatMedian(history, week, 4, steps),
      repeatMixed,
    );
  return methods;
}
