import type { ChangePoint, SeasonProfile, Trend, WeekComparison } from "@headroom/analysis";
import type { TrendAnswer } from "@headroom/contracts";
import { toIso } from "../telemetry/range.ts";
import { presentExplained } from "./present-explained.ts";
import type { Releases } from "./read-releases.ts";

type Described = Pick<
  TrendAnswer,
  "status" | "summary" | "level" | "slope" | "season" | "noise" | "changes" | "weekOnWeek"
>;

/** A description as the API gives it; parts are null where there were too few points. */
export function presentTrend(trend: Trend): Described {
  const summary = presentExplained(trend);
  if (trend.status === "too-few-points") {
    return {
      status: trend.status,
      summary,
      level: null,
      slope: null,
      season: null,
      noise: null,
      changes: [],
      weekOnWeek: null,
    };
  }
  const { level, slope, season, noise, changes, weekOnWeek } = trend;
  return {
    status: trend.status,
    summary,
    level: { ...presentExplained(level), value: level.value },
    slope: {
      ...presentExplained(slope),
      perDay: { ...slope.perDay },
      direction: slope.direction,
    },
    season: {
      ...presentExplained(season),
      daily: presentProfile(season.daily),
      weekly: presentProfile(season.weekly),
    },
    noise: { ...presentExplained(noise), value: noise.value },
    changes: changes.map(presentChange),
    weekOnWeek: weekOnWeek === undefined ? null : presentWeeks(weekOnWeek),
  };
}

function presentProfile(profile: SeasonProfile | undefined) {
  return profile === undefined ? null : { ...profile, profile: [...profile.profile] };
}

function presentChange(change: ChangePoint): Described["changes"][number] {
  return {
    ...presentExplained(change),
    at: toIso(change.timeMs),
    before: change.before,
    after: change.after,
    change: { ...change.change },
    sureness: change.sureness,
  };
}

function presentWeeks(weeks: WeekComparison): NonNullable<Described["weekOnWeek"]> {
  return {
    ...presentExplained(weeks),
    ratio: weeks.ratio === undefined ? null : { ...weeks.ratio },
    difference: { ...weeks.difference },
    pValue: weeks.pValue,
    hours: weeks.hours.map(({ hour, thisWeek, lastWeek, isUnusual }) => ({
      hour,
      thisWeek,
      lastWeek,
      isUnusual,
    })),
  };
}

/** The comparison of versions as the API gives it. */
export function presentReleases(releases: Releases): TrendAnswer["releases"] {
  return {
    note: releases.note,
    versions: releases.versions.map((each) => ({
      ...presentExplained(each),
      version: each.version,
      firstAt: toIso(each.firstMs),
      lastAt: toIso(each.lastMs),
      count: each.count,
      median: each.median,
      p95: each.p95,
    })),
    differences: releases.differences.map((each) => ({
      ...presentExplained(each),
      version: each.version,
      previous: each.previous,
      difference: { ...each.difference },
      comparison: each.comparison,
      pValueAdjusted: each.pValueAdjusted,
      verdict: each.verdict,
    })),
  };
}
