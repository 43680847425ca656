import { ApiError } from "../http/errors.ts";

export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

const DEFAULT_RANGE_MS = 3_600_000;
const LONGEST_RANGE_MS = 400 * 86_400_000;

/**
 * The range of a request: `to` defaults to now, `from` to an hour before.
 * @throws ApiError `invalid_request` for an empty, backward or over-long range
 */
export function resolveRange(
  query: { from?: string | undefined; to?: string | undefined },
  nowMs: number,
): Range {
  const toMs = query.to === undefined ? nowMs : Date.parse(query.to);
  const fromMs = query.from === undefined ? toMs - DEFAULT_RANGE_MS : Date.parse(query.from);
  if (fromMs >= toMs) {
    throw new ApiError("invalid_request", "Choose a `from` that lies before `to`.");
  }
  if (toMs - fromMs > LONGEST_RANGE_MS) {
    throw new ApiError("invalid_request", "Choose a range of at most 400 days.");
  }
  return { fromMs, toMs };
}

const NICE_STEPS_S = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
];

/**
 * Milliseconds between the points of a series: a round step that gives about `points` of them.
 * @param askedSeconds a step the caller wants, used unless it would give more than 600 points
 */
export function chooseStepMs(range: Range, askedSeconds: number | undefined, points = 120): number {
  const spanS = (range.toMs - range.fromMs) / 1_000;
  if (askedSeconds !== undefined && spanS / askedSeconds <= 600) return askedSeconds * 1_000;
  const wanted = spanS / points;
  return (NICE_STEPS_S.find((step) => step >= wanted) ?? 86_400) * 1_000;
}

/** ISO 8601 of Unix milliseconds. */
export function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
