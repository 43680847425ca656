import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankCorrelations } from "../correlation/rank-correlations.ts";
import { makePoints, seedNormal } from "../testing/made-up-series.ts";
import { measureDegradation } from "./measure-degradation.ts";
import { rankSuspects } from "./rank-suspects.ts";
import type { Degradation, ErrorSpanRow, IncidentFacts } from "./types.ts";

const startedMs = Date.UTC(2026, 0, 5, 12);
const minuteMs = 60_000;

const nothing: IncidentFacts = {
  service: "shop",
  startedMs,
  degradations: [],
  errorSpans: [],
  versions: [],
  correlations: [],
  edges: [
    { caller: "shop", callee: "checkout" },
    { caller: "checkout", callee: "payment" },
    { caller: "checkout", callee: "postgres" },
    { caller: "shop", callee: "catalog" },
    { caller: "catalog", callee: "postgres" },
    { caller: "mailer", callee: "smtp" },
  ],
};

function slow(service: string, riseMs: number): Degradation {
  const normal = seedNormal(service.length);
  const before = Array.from({ length: 60 }, () => 100 + 3 * normal());
  const after = Array.from({ length: 10 }, () => 100 + riseMs + 3 * normal());
  const found = measureDegradation(service, "latency", before, after);
  if (found === undefined) throw new Error(`${service} is not worse`);
  return found;
}

const failing = (service: string, operation: string, errors: number): ErrorSpanRow => ({
  service,
  operation,
  baseline: { count: 1000, sum: 5 },
  window: { count: 1000, sum: errors },
});

const first = (facts: Partial<IncidentFacts>) => rankSuspects({ ...nothing, ...facts })[0];

describe("rankSuspects", () => {
  it("prefers the callee that got worse to its callers", () => {
    const suspects = rankSuspects({
      ...nothing,
      degradations: [slow("shop", 300), slow("checkout", 290), slow("payment", 280)],
    });
    expect(suspects.map(({ service }) => service)).toEqual(["payment", "checkout", "shop"]);
    expect(suspects.map(({ isSymptom }) => isSymptom)).toEqual([false, true, true]);
    expect(suspects.map(({ confidence }) => confidence)).toEqual(["medium", "low", "low"]);
    expect(suspects[0]?.evidence.map(({ kind }) => kind)).toContain("call-graph");
  });

  it("does not blame a callee that rose far too little", () => {
    const suspects = rankSuspects({
      ...nothing,
      degradations: [slow("checkout", 400), slow("postgres", 30)],
    });
    expect(suspects[0]).toMatchObject({ service: "checkout", isSymptom: false });
  });

  it("keeps what a service cannot inherit", () => {
    const busy = measureDegradation(
      "checkout",
      "saturation",
      Array.from({ length: 20 }, (_, index) => 0.3 + 0.01 * (index % 3)),
      [0.98, 0.99, 1],
    );
    if (busy === undefined) throw new Error("not worse");
    const suspects = rankSuspects({
      ...nothing,
      degradations: [slow("shop", 300), slow("checkout", 290), slow("payment", 70), busy],
    });
    expect(suspects[0]).toMatchObject({ service: "checkout", isSymptom: false });
    expect(suspects.find(({ service }) => service === "shop")?.isSymptom).toBe(true);
  });

  it("is sure when a new version got worse itself", () => {
    const suspect = first({
      degradations: [slow("shop", 200), slow("checkout", 200)],
      errorSpans: [failing("checkout", "POST /pay", 300), failing("shop", "GET /", 20)],
      versions: [
        { service: "checkout", version: "2.4.0", firstSeenMs: startedMs - 6 * minuteMs },
        { service: "catalog", version: "9.1", firstSeenMs: startedMs - 300 * minuteMs },
      ],
    });
    expect(suspect).toMatchObject({ service: "checkout", confidence: "high", isSymptom: false });
    expect(suspect?.rule).toContain("degraded, errors, version");
    expect(suspect?.sentence).toContain("2.4.0 6 min before");
  });

  it("names the operation that the errors are concentrated on", () => {
    const suspect = first({
      errorSpans: [
        failing("payment", "charge", 240),
        failing("payment", "refund", 6),
        failing("payment", "list", 4),
        failing("catalog", "list", 5),
      ],
    });
    expect(suspect?.service).toBe("payment");
    expect(suspect?.evidence[0]).toMatchObject({ kind: "errors", detail: "operation = charge" });
  });

  it("keeps a new version of a symptom in sight", () => {
    const suspects = rankSuspects({
      ...nothing,
      degradations: [slow("checkout", 200), slow("payment", 200)],
      versions: [{ service: "checkout", version: "3", firstSeenMs: startedMs - 2 * minuteMs }],
    });
    const checkout = suspects.find(({ service }) => service === "checkout");
    expect(checkout).toMatchObject({ isSymptom: true, confidence: "medium" });
    expect(checkout?.rule).toContain("new version");
  });

  it("uses what moved before the incident", () => {
    const normal = seedNormal(4);
    const wave = makePoints(140, 10_000, () => normal());
    const at = (index: number): number => wave[index]?.value ?? 0;
    const target = { id: "shop latency", points: makePoints(120, 10_000, (i) => at(i + 4)) };
    const pool = {
      id: "postgres connections",
      points: makePoints(120, 10_000, (i) => at(i + 8) + 0.2 * normal()),
    };
    const [correlation] = rankCorrelations(target, [pool], {
      fromMs: 0,
      toMs: 1_200_000,
      stepMs: 10_000,
    });
    if (correlation === undefined) throw new Error("not found");
    const suspect = first({
      degradations: [slow("postgres", 150), slow("shop", 180)],
      correlations: [{ service: "postgres", correlation }],
    });
    expect(suspect).toMatchObject({ service: "postgres", confidence: "high" });
    expect(suspect?.evidence.find(({ kind }) => kind === "correlation")?.sentence).toContain(
      "before",
    );
  });

  it("doubts services without a call path to the incident", () => {
    const suspects = rankSuspects({
      ...nothing,
      degradations: [slow("smtp", 300), slow("postgres", 300)],
    });
    expect(suspects.map(({ service }) => service)).toEqual(["postgres", "smtp"]);
    expect(suspects[1]?.rule).toContain("no call path");
  });

  it("blames nobody in a cycle for the other", () => {
    const suspects = rankSuspects({
      ...nothing,
      edges: [
        { caller: "shop", callee: "a" },
        { caller: "a", callee: "b" },
        { caller: "b", callee: "a" },
      ],
      degradations: [slow("a", 300), slow("b", 200)],
    });
    expect(suspects.map(({ isSymptom }) => isSymptom)).toEqual([false, false]);
  });

  it("suspects nobody without evidence", () => {
    expect(rankSuspects(nothing)).toEqual([]);
    expect(
      first({
        versions: [{ service: "x", version: "1", firstSeenMs: startedMs - 500 * minuteMs }],
      }),
    ).toBeUndefined();
    expect(first({ errorSpans: [failing("payment", "charge", 5)] })).toBeUndefined();
  });

  it("does not mind the order of the facts", () => {
    const degradations = ["shop", "checkout", "payment", "postgres"].map((name, i) =>
      slow(name, 200 + 20 * i),
    );
    const errorSpans = [failing("payment", "charge", 90), failing("shop", "GET /", 60)];
    const plain = rankSuspects({ ...nothing, degradations, errorSpans });
    const shuffle = <T>(values: readonly T[]) =>
      fc.shuffledSubarray([...values], { minLength: values.length });
    fc.assert(
      fc.property(
        shuffle(degradations),
        shuffle(errorSpans),
        shuffle(nothing.edges),
        (someDegradations, someErrors, edges) => {
          const facts = {
            ...nothing,
            degradations: someDegradations,
            errorSpans: someErrors,
            edges,
          };
          expect(rankSuspects(facts)).toEqual(plain);
        },
      ),
      { numRuns: 50 },
    );
  });
});
