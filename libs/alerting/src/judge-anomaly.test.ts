import { judgeAnomaly, type RecentJudgement } from "@headroom/detection";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeAgainstBaseline, keepRecent } from "./judge-anomaly.ts";
import { anomalyRule } from "./made-up-rules.ts";
import { beginTraining } from "./training.ts";

const MINUTE_MS = 60_000;

const scores = fc.array(
  fc.record({
    score: fc.constantFrom(0, 0.5, 2.5, 4, -3),
    isNews: fc.boolean(),
    gap: fc.constantFrom(1, 1, 1, 2, 4),
  }),
  { maxLength: 80 },
);

describe("keepRecent", () => {
  it("keeps all that the windows need: verdicts are those over the whole past", () => {
    const { condition, intervalMs: stepMs } = anomalyRule;
    fc.assert(
      fc.property(scores, (list) => {
        const all: RecentJudgement[] = [];
        let kept: readonly RecentJudgement[] = [];
        let timeMs = 0;
        for (const { score, isNews, gap } of list) {
          timeMs += gap * MINUTE_MS;
          const each = {
            timeMs,
            score,
            news: isNews ? Math.abs(score) : 0,
            status: "ready" as const,
          };
          all.push(each);
          kept = keepRecent(anomalyRule, [...kept, each], timeMs);
          const rule = { ...condition, stepMs, nowMs: timeMs };
          expect(judgeAnomaly(kept, rule)).toBe(judgeAnomaly(all, rule));
          expect(kept.length).toBeLessThanOrEqual(8);
        }
      }),
    );
  });
});

describe("judgeAgainstBaseline", () => {
  const window = { fromMs: 0, toMs: MINUTE_MS };

  it("waits for stored history and says how far it is", () => {
    const begun = beginTraining(anomalyRule, MINUTE_MS);
    const half = { ...begun, trainedToMs: begun.trainedFromMs + 14 * 1_440 * MINUTE_MS };
    const judge = (baseline: typeof begun | undefined) =>
      judgeAgainstBaseline(anomalyRule, 1, window, { baseline, unit: "" });
    expect(judge(undefined)).toMatchObject({
      verdict: "unknown",
      learning: "History is read next.",
    });
    expect(judge(half)).toMatchObject({
      verdict: "unknown",
      learning: "Reading history: 50 % of 28 d.",
    });
    expect(judge(half).baseline).toBeUndefined();
  });
});
