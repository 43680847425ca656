import type { TrendAnswer } from "@headroom/contracts";

/** A time at which the level jumped. */
export type ChangePoint = TrendAnswer["changes"][number];
/** The last seven days against the seven before. */
export type WeekComparison = NonNullable<TrendAnswer["weekOnWeek"]>;
/** A profile that repeats. */
export type SeasonProfile = NonNullable<NonNullable<TrendAnswer["season"]>["daily"]>;
/** Versions and their differences. */
export type Releases = TrendAnswer["releases"];
/** A value with its 95 % interval. */
export type Interval = ChangePoint["change"];
