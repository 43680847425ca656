import type { EvidenceSnapshot, VersionEvidence } from "../evidence/snapshot.ts";

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

/** Time in ms in which the share of a version rose from 5 % to 95 %; undefined where it did not. */
export function measureSwitchMs({ shares }: VersionEvidence): number | undefined {
  const low = shares.findLastIndex(({ share }) => share <= 0.05);
  const start = shares[low];
  const end = shares.slice(low + 1).find(({ share }) => share >= 0.95);
  const isKept = shares.slice(low + 1).every(({ share }) => share > 0.05);
  return start === undefined || end === undefined || !isKept ? undefined : end.atMs - start.atMs;
}

/** Distinct levels that a falling share passed through; a step is a fall of 5 % or more. */
export function countFallingSteps({ shares }: VersionEvidence): number {
  let steps = 0;
  let level = shares[0]?.share ?? 0;
  for (const { share } of shares) {
    if (share <= level - 0.05) steps += 1;
    if (share < level) level = share;
  }
  return steps;
}

/** A stretch of time in which a share stayed within a band. */
export interface SharePlateau {
  readonly fromMs: number;
  readonly toMs: number;
  readonly share: number;
}

/**
 * The longest stretch in which the share of a version stayed between `low` and `high` without
 * leaving half to one and a half times its own mean. Undefined where it never was there.
 */
export function findPlateau(
  { shares }: VersionEvidence,
  low: number,
  high: number,
): SharePlateau | undefined {
  let best: SharePlateau | undefined;
  for (let start = 0; start < shares.length; start += 1) {
    let sum = 0;
    for (let end = start; end < shares.length; end += 1) {
      const point = shares[end];
      const first = shares[start];
      if (point === undefined || first === undefined) break;
      if (point.share < low || point.share > high) break;
      sum += point.share;
      const mean = sum / (end - start + 1);
      const stays = shares
        .slice(start, end + 1)
        .every(({ share }) => share >= mean * 0.5 && share <= mean * 1.5);
      if (!stays) break;
      const isLonger = best === undefined || point.atMs - first.atMs > best.toMs - best.fromMs;
      if (isLonger) best = { fromMs: first.atMs, toMs: point.atMs, share: mean };
    }
  }
  return best;
}
