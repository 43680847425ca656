import type { Releases } from "./trend-types";

/** One version, with what it changed against the one before it. */
export interface ReleaseRow {
  readonly figures: Releases["versions"][number];
  readonly difference: Releases["differences"][number] | null;
  /** Where the version ran, as parts of the range from 0 to 1. */
  readonly fromShare: number;
  readonly toShare: number;
  /** Median and p95 as parts of the largest p95. */
  readonly medianShare: number;
  readonly p95Share: number;
}

/** Versions newest first; shares are of the range and of the largest 95 % quantile. */
export function releaseRows(
  releases: Releases,
  range: { readonly fromMs: number; readonly toMs: number },
): ReleaseRow[] {
  const most = Math.max(0, ...releases.versions.map(({ p95 }) => p95));
  const spanMs = Math.max(1, range.toMs - range.fromMs);
  const share = (value: number) => Math.max(0, Math.min(1, value));
  return releases.versions
    .map((figures) => ({
      figures,
      difference: releases.differences.find(({ version }) => version === figures.version) ?? null,
      fromShare: share((Date.parse(figures.firstAt) - range.fromMs) / spanMs),
      toShare: share((Date.parse(figures.lastAt) - range.fromMs) / spanMs),
      medianShare: most > 0 ? share(figures.median / most) : 0,
      p95Share: most > 0 ? share(figures.p95 / most) : 0,
    }))
    .toReversed();
}

/** The furthest an interval of any difference reaches from 0: the scale of their bars. */
export function differenceScale(releases: Releases): number {
  return Math.max(
    0,
    ...releases.differences.flatMap(({ difference }) => [
      Math.abs(difference.low),
      Math.abs(difference.high),
    ]),
  );
}
