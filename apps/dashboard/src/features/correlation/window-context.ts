import type { ChartPoint } from "@/components/charts/series-data";

/** What the chart shows around the compared window. */
export interface WindowContext {
  /** The signal it belongs to. */
  readonly key: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly points: readonly ChartPoint[];
}

type Range = Pick<WindowContext, "fromMs" | "toMs">;

/** Whether a range lies within another one and is clearly shorter. */
export function isInside(inner: Range, outer: Range): boolean {
  const within = inner.fromMs >= outer.fromMs && inner.toMs <= outer.toMs;
  return within && inner.toMs - inner.fromMs < 0.95 * (outer.toMs - outer.fromMs);
}

/**
 * The context after a new answer: the former one as long as the new window is a part of it, so
 * that another window can be marked; else the answer itself.
 */
export function keepContext(former: WindowContext | null, answer: WindowContext): WindowContext {
  return former !== null && former.key === answer.key && isInside(answer, former) ? former : answer;
}
