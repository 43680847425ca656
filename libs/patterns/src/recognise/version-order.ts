import type { EvidenceSnapshot, VersionEvidence, VersionShare } from "../evidence/snapshot.ts";

/** Two versions that took requests in the same window, the older first. */
export interface VersionPair {
  readonly old: VersionEvidence;
  readonly young: VersionEvidence;
  /** What says which is younger; `unknown` where nothing does. */
  readonly by: "first-seen" | "number" | "unknown";
}

function parse(
  version: string,
): { readonly numbers: readonly number[]; readonly pre: string } | undefined {
  const match = /^v?(\d+(?:\.\d+)*)(?:[-+](.*))?$/.exec(version);
  const [, numbers, pre] = match ?? [];
  return numbers === undefined
    ? undefined
    : { numbers: numbers.split(".").map(Number), pre: pre ?? "" };
}

/**
 * Order of two version names as numbers: negative where the left one is older. A name with a
 * pre-release part is older than the same without. Undefined where a name is no number.
 */
export function compareVersions(left: string, right: string): number | undefined {
  const [one, other] = [parse(left), parse(right)];
  if (one === undefined || other === undefined) return undefined;
  const length = Math.max(one.numbers.length, other.numbers.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (one.numbers[at] ?? 0) - (other.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (one.pre === other.pre) return 0;
  if (one.pre === "" || other.pre === "") return one.pre === "" ? 1 : -1;
  return one.pre < other.pre ? -1 : 1;
}

/** Seconds by which a version must be seen first to count as the older one. */
const seenApartMs = 60_000;

function order(left: VersionEvidence, right: VersionEvidence): VersionPair {
  const apartMs = right.firstSeenMs - left.firstSeenMs;
  if (Math.abs(apartMs) >= seenApartMs) {
    const [old, young] = apartMs > 0 ? [left, right] : [right, left];
    return { old, young, by: "first-seen" };
  }
  const byNumber = compareVersions(left.version, right.version) ?? 0;
  if (byNumber !== 0) {
    const [old, young] = byNumber < 0 ? [left, right] : [right, left];
    return { old, young, by: "number" };
  }
  const [old, young] = left.requests >= right.requests ? [left, right] : [right, left];
  return { old, young, by: "unknown" };
}

/** The two busiest versions of a service, in order; undefined with fewer than two. */
export function pairVersions({ versions }: EvidenceSnapshot): VersionPair | undefined {
  const [left, right] = versions
    .filter(({ requests, shares }) => requests > 0 || shares.length > 0)
    .toSorted((one, other) => other.requests - one.requests);
  return left === undefined || right === undefined ? undefined : order(left, right);
}

/** Whether two versions ran at the same time. */
export function overlap({ old, young }: VersionPair): boolean {
  return old.lastSeenMs > young.firstSeenMs && young.lastSeenMs > old.firstSeenMs;
}

/**
 * Requests that a claim about a share rests on. An even spread puts 20 in a row on one of two
 * versions once in a million (2⁻²⁰), a smaller share more seldom.
 */
const leastRequests = 20;

/** Whether the steps hold enough requests for their mean share to say something, and it is right. */
function isBorneOut(steps: readonly VersionShare[], isRight: (share: number) => boolean): boolean {
  const requests = steps.reduce((sum, step) => sum + (step.requests ?? leastRequests), 0);
  return requests >= leastRequests && isRight(averageShare(steps));
}

/**
 * Time in ms in which the share of a version rose from 5 % to 95 %; undefined where it did not, or
 * where too few requests before or after it say so.
 */
export function measureSwitchMs({ shares }: VersionEvidence): number | undefined {
  const low = shares.findLastIndex(({ share }) => share <= 0.05);
  const high = shares.findIndex(({ share }, index) => index > low && share >= 0.95);
  const [start, end] = [shares[low], shares[high]];
  if (start === undefined || end === undefined) return undefined;
  const before = shares.slice(0, low + 1);
  const quiet = before.slice(before.findLastIndex(({ share }) => share > 0.05) + 1);
  const isSwitch =
    isBorneOut(quiet, (share) => share <= 0.05) &&
    isBorneOut(shares.slice(high), (share) => share >= 0.95);
  return isSwitch ? end.atMs - start.atMs : undefined;
}

/** Distinct levels that a falling share passed through; a step is a fall of 5 % or more, beyond chance. */
export function countFallingSteps({ shares }: VersionEvidence): number {
  let steps = 0;
  let level = shares[0]?.share ?? 0;
  for (const { share, requests } of shares) {
    if (requests === 0) continue;
    if (share <= level - Math.max(0.05, allowNoise(level, requests))) steps += 1;
    if (share < level) level = share;
  }
  return steps;
}

/** Whether a version takes at most this share of the traffic in the end, with enough requests to say so. */
export function isGone({ shares }: VersionEvidence, goneShare: number): boolean {
  const end = shares.slice(shares.findLastIndex(({ share }) => share > goneShare) + 1);
  return end.length > 0 && isBorneOut(end, (share) => share <= goneShare);
}

/** A stretch of time in which a share stayed within a band. */
export interface SharePlateau {
  readonly fromMs: number;
  readonly toMs: number;
  readonly share: number;
}

/** Largest distance from a share at which a step with this many requests may lie by chance (3 σ). */
export function allowNoise(share: number, requests: number | undefined): number {
  if (requests === undefined || !(requests > 0)) return 0;
  return 3 * Math.sqrt((share * (1 - share)) / requests);
}

function averageShare(points: readonly VersionShare[]): number {
  const weigh = ({ requests }: VersionShare) => requests ?? 1;
  const total = points.reduce((sum, point) => sum + weigh(point), 0);
  return points.reduce((sum, point) => sum + point.share * weigh(point), 0) / total;
}

/** Whether every step lies within a fifth of the mean, or as far from it as chance allows. */
function isSteady(points: readonly VersionShare[], mean: number): boolean {
  return points.every(
    ({ share, requests }) =>
      Math.abs(share - mean) <= Math.max(0.2 * mean, allowNoise(mean, requests)),
  );
}

/**
 * The longest stretch in which the mean share of a version lay between `low` and `high` and every
 * step was within a fifth of it or within chance. Steps without any request are left out.
 * Undefined where there is none.
 */
export function findPlateau(
  { shares }: VersionEvidence,
  low: number,
  high: number,
): SharePlateau | undefined {
  const points = shares.filter(({ requests }) => requests !== 0);
  let best: SharePlateau | undefined;
  for (const [start, first] of points.entries()) {
    for (const [offset, last] of points.slice(start).entries()) {
      const stretch = points.slice(start, start + offset + 1);
      const mean = averageShare(stretch);
      if (!isSteady(stretch, mean)) break;
      const isLonger = best === undefined || last.atMs - first.atMs > best.toMs - best.fromMs;
      if (isLonger && mean >= low && mean <= high) {
        best = { fromMs: first.atMs, toMs: last.atMs, share: mean };
      }
    }
  }
  return best;
}
