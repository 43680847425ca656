import type { WeekComparison } from "./trend-types";

/** Names of the rows of a week, Monday first. */
export const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const HOURS_OF_DAY = 24;
/** The least factor that has the full colour; where hours change more, it is larger. */
const LEAST_FULL_RATIO = 2;
const MOST_FULL_RATIO = 100;
/** This part of the hours keeps below the full colour. */
const SHARE_BELOW_FULL = 0.95;

/** One hour of the week; nulls where one of the weeks has no value. */
export interface WeekCell {
  readonly day: number;
  readonly hour: number;
  readonly thisWeek: number | null;
  readonly lastWeek: number | null;
  /** How much the hour rose (to 1) or fell (to −1), 0 where it is alike. */
  readonly change: number;
  readonly isUnusual: boolean;
}

/** The hours of a week as seven rows of 24 cells, UTC. */
export function weekGrid(hours: WeekComparison["hours"]): readonly (readonly WeekCell[])[] {
  const byHour = new Map(hours.map((one) => [one.hour, one]));
  const scale = { difference: fullDifference(hours), ratio: fullRatio(hours) };
  return dayNames.map((_, day) =>
    Array.from({ length: HOURS_OF_DAY }, (__, hour) => {
      const found = byHour.get(day * HOURS_OF_DAY + hour);
      return {
        day,
        hour,
        thisWeek: found?.thisWeek ?? null,
        lastWeek: found?.lastWeek ?? null,
        change: found === undefined ? 0 : changeOf(found, scale),
        isUnusual: found?.isUnusual ?? false,
      };
    }),
  );
}

type Hour = WeekComparison["hours"][number];

interface Scale {
  readonly difference: number;
  readonly ratio: number;
}

const differenceOf = ({ thisWeek, lastWeek }: Hour): number => thisWeek - lastWeek;

const fullDifference = (hours: readonly Hour[]): number =>
  Math.max(0, ...hours.map((hour) => Math.abs(differenceOf(hour))));

/** The factor that has the full colour: 2, or more where more than one hour in 20 changed further. */
export function fullRatio(hours: WeekComparison["hours"]): number {
  const factors = hours
    .filter(({ thisWeek, lastWeek }) => thisWeek > 0 && lastWeek > 0)
    .map(({ thisWeek, lastWeek }) => Math.max(thisWeek / lastWeek, lastWeek / thisWeek))
    .sort((a, b) => a - b);
  const large = factors[Math.floor(factors.length * SHARE_BELOW_FULL)] ?? 0;
  return Math.min(MOST_FULL_RATIO, Math.max(LEAST_FULL_RATIO, Math.ceil(large)));
}

// Ratios by their logarithm, so that half and double are as far away; else the difference.
function changeOf(hour: Hour, scale: Scale): number {
  const { thisWeek, lastWeek } = hour;
  const raw =
    thisWeek > 0 && lastWeek > 0
      ? Math.log(thisWeek / lastWeek) / Math.log(scale.ratio)
      : scale.difference > 0
        ? differenceOf(hour) / scale.difference
        : 0;
  return Math.max(-1, Math.min(1, raw));
}

/** The unusual hours in words, stretches put together: `Tue 14–17`. */
export function unusualStretches(hours: WeekComparison["hours"]): string[] {
  const unusual = hours
    .filter(({ isUnusual }) => isUnusual)
    .map(({ hour }) => hour)
    .sort((a, b) => a - b);
  const stretches: { from: number; to: number }[] = [];
  for (const hour of unusual) {
    const last = stretches.at(-1);
    const isNext =
      last !== undefined &&
      hour === last.to &&
      Math.floor(last.from / HOURS_OF_DAY) === Math.floor(hour / HOURS_OF_DAY);
    if (isNext) last.to = hour + 1;
    else stretches.push({ from: hour, to: hour + 1 });
  }
  return stretches.map(({ from, to }) => {
    const day = Math.floor(from / HOURS_OF_DAY);
    const start = from - day * HOURS_OF_DAY;
    return `${dayNames[day] ?? ""} ${start}–${to - day * HOURS_OF_DAY}`;
  });
}
