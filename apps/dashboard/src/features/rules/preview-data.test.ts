import { describe, expect, it } from "vitest";
import { describePreview, firingStretches, groupName, previewSeries } from "./preview-data";

const at = (minute: number) => new Date(minute * 60_000).toISOString();
const ms = (minute: number) => minute * 60_000;
const range = { fromMs: ms(10), toMs: ms(60) };

function seriesOf(...firing: { from: string; to: string | null }[]) {
  return { labels: {}, points: [[ms(10), 1]] as [number, number | null][], firing };
}

describe("firingStretches", () => {
  it("joins what overlaps and cuts to the range; no end lasts to the end", () => {
    const preview = {
      series: [
        seriesOf({ from: at(5), to: at(12) }, { from: at(50), to: null }),
        seriesOf({ from: at(11), to: at(20) }, { from: at(30), to: at(31) }),
      ],
    };
    expect(firingStretches(preview, range)).toEqual([
      { fromMs: ms(10), toMs: ms(20) },
      { fromMs: ms(30), toMs: ms(31) },
      { fromMs: ms(50), toMs: ms(60) },
    ]);
  });
});

describe("describePreview", () => {
  it("says how often and how long", () => {
    const preview = {
      episodes: 2,
      note: null,
      series: [seriesOf({ from: at(20), to: at(26) }, { from: at(30), to: at(36) })],
    };
    expect(describePreview(preview, "the last hour", range)).toBe(
      "Would have fired 2 times in the last hour, 12 min in all.",
    );
    expect(describePreview({ ...preview, episodes: 1, series: [] }, "the last hour", range)).toBe(
      "Would have fired once in the last hour.",
    );
  });

  it("tells quiet from no data", () => {
    expect(
      describePreview({ episodes: 0, note: null, series: [seriesOf()] }, "the last hour", range),
    ).toBe("Would not have fired in the last hour.");
    expect(
      describePreview({ episodes: 0, note: null, series: [] }, "the last hour", range),
    ).toMatch(/^No data/);
  });
});

describe("previewSeries", () => {
  it("names groups by their labels", () => {
    expect(groupName({ service: "checkout", operation: "POST /pay" }, "all")).toBe(
      "checkout · POST /pay",
    );
    expect(previewSeries({ series: [seriesOf()] }, "p95")[0]).toMatchObject({
      id: "0",
      label: "p95",
    });
  });
});
