import type { SignalBand } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { idOf } from "./series-table";
import { countUnusual, drawBand } from "./signal-band";

const at = (minute: number) => new Date(minute * 60_000).toISOString();
const series = (pool: string, ...anomalies: number[]): SignalBand["series"][number] => ({
  labels: pool === "" ? {} : { pool },
  status: anomalies.length > 0 ? "ready" : "learning",
  sentence: `About ${pool}.`,
  points: [],
  band: [[0, 1, 2, 3]],
  anomalies: anomalies.map((minute) => ({
    at: at(minute),
    value: minute,
    score: 3,
    words: "higher",
  })),
});
const band = (...all: SignalBand["series"]): SignalBand => ({
  stepSeconds: 60,
  unit: "",
  series: all,
  hiddenSeries: 0,
});

describe("drawBand", () => {
  it("shades the band of a single series and lists what was unusual, newest first", () => {
    const drawn = drawBand(band(series("a", 1, 5), series("b", 3)), [idOf({ pool: "a" })]);
    expect(drawn.ranges[0]?.points).toEqual([[0, 1, 2, 3]]);
    expect(drawn.unusual.map(({ value }) => value)).toEqual([5, 1]);
    expect(drawn.sentence).toBe("About a.");
  });

  it("marks several series without shading", () => {
    const ids = [idOf({ pool: "a" }), idOf({ pool: "b" })];
    const drawn = drawBand(band(series("a", 1), series("b")), ids);
    expect(drawn.ranges).toEqual([]);
    expect(drawn.marks).toEqual([{ atMs: 60_000, value: 1 }]);
    expect(drawn.unusual[0]?.series).toBe("a");
    expect(drawn.learning).toBe(1);
    expect(drawn.sentence).toBeNull();
  });

  it("draws nothing before there is an answer", () => {
    expect(drawBand(undefined, ["x"]).marks).toEqual([]);
    expect(drawBand(band(), ["x"]).learning).toBe(0);
  });
});

describe("countUnusual", () => {
  it("counts", () => {
    const one = { atMs: 0, value: 1, words: "", series: "" };
    expect(countUnusual([])).toMatch(/^No unusual/);
    expect(countUnusual([one])).toBe("1 unusual value");
    expect(countUnusual([one, one])).toBe("2 unusual values");
  });
});
