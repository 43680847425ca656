import { describe, expect, it } from "vitest";
import { measureRepetitions } from "./repetitions.ts";
import { listRequests } from "./sampled-requests.ts";
import { sketchSpan, sketchTrace } from "./span-fixtures.ts";

type Trace = ReturnType<typeof sketchTrace>;

function measure(traces: readonly Trace[], calls?: Record<string, number>) {
  const requests = listRequests(traces.flat(), (name) => calls?.[name]);
  return measureRepetitions(requests).get("shape");
}

function repeat(count: number, make: (index: number) => Trace): readonly Trace[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

const call = {};

describe("measureRepetitions", () => {
  it("counts one call per request as no repetition", () => {
    const use = measure(repeat(30, (index) => sketchTrace(`t${index}`, [call])));
    expect(use).toEqual({
      entry: "GET /",
      repetition: {
        traces: 30,
        perParentP50: 1,
        perParentP95: 1,
        tracesShare: 0,
        timeShare: 0.01,
        sequentialShare: 1,
      },
    });
  });

  it("sees loops, their share of the time and that they grow with the rows before", () => {
    const use = measure(
      repeat(30, (index) => {
        const size = 5 + (index % 5);
        const list = { shape: "list", rows: size, startMs: 0, durationMs: 0.5 };
        return sketchTrace(`t${index}`, [list, ...Array.from({ length: size }, () => call)]);
      }),
    );
    expect(use?.repetition).toMatchObject({ traces: 30, perParentP50: 7, tracesShare: 1 });
    expect(use?.repetition.timeShare).toBeCloseTo(0.07);
    expect(use?.repetition.sizeCorrelation).toBeCloseTo(1);
  });

  it("finds the loop behind a span of the library around each call", () => {
    const trace = (index: number): Trace => {
      const [entry] = sketchTrace(`t${index}`, []);
      const wrapped = Array.from({ length: 6 }, (_, at) => [
        sketchSpan({ traceId: `t${index}`, spanId: `w${at}`, kind: 1, shape: "" }),
        sketchSpan({ traceId: `t${index}`, spanId: `c${at}`, parentSpanId: `w${at}`, startMs: at }),
      ]);
      return entry === undefined ? [] : [entry, ...wrapped.flat()];
    };
    expect(measure(repeat(20, trace))?.repetition.perParentP50).toBe(6);
  });

  it("tells calls at once from calls in turn", () => {
    const at = Array.from({ length: 6 }, () => ({ startMs: 3, durationMs: 4 }));
    const use = measure(repeat(20, (index) => sketchTrace(`t${index}`, at)));
    expect(use?.repetition.sequentialShare).toBe(0);
  });

  it("names the entry with the loop, though another has more calls", () => {
    const loop = repeat(20, (index) =>
      sketchTrace(
        `l${index}`,
        Array.from({ length: 6 }, () => call),
        { name: "GET /list" },
      ),
    );
    const plain = repeat(20, (index) => sketchTrace(`p${index}`, [call]));
    const use = measure([...loop, ...plain], { "GET /": 1_000_000, "GET /list": 100 });
    expect(use?.entry).toBe("GET /list");
  });

  it("weighs requests by what they stand for", () => {
    const many = Array.from({ length: 6 }, () => call);
    const traces = [
      ...repeat(10, (index) => sketchTrace(`l${index}`, many)),
      ...repeat(30, (index) => sketchTrace(`p${index}`, [call])),
    ];
    expect(measure(traces)?.repetition.tracesShare).toBe(0.25);
  });

  it("leaves out calls whose request is not in the sample", () => {
    expect(measure([[sketchSpan({ parentSpanId: "gone" })]])).toBeUndefined();
  });
});
