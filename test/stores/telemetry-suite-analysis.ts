import type { TelemetryQueries } from "@headroom/telemetry-store";
import { beforeAll, describe, expect, it } from "vitest";
import { logBlocks, metricBlocks, spanBlocks, spanIdOf, traceIdOf } from "./telemetry-samples.ts";
import type { SampleMetric, SampleSpan } from "./telemetry-samples.ts";
import type { StoreAccess } from "./telemetry-suite.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const baseMs = Math.floor(Date.now() / hourMs) * hourMs - 20 * hourMs;
const changeMs = baseMs + 10 * minuteMs;
const endMs = baseMs + 20 * minuteMs;
const range = { fromMs: baseMs, toMs: endMs };
const web = "analysis-web";
const pay = "analysis-pay";
const mail = "analysis-mail";

/**
 * A page of `web` that waits for two calls of `pay` side by side, 50 ms together, and puts a
 * message to `mail`. After the change a call of `pay` takes 30 ms more, and one in four fails.
 */
function page(at: number): SampleSpan[] {
  const startMs = baseMs + at * 15_000;
  const isLate = startMs >= changeMs;
  const id = 700_000 + at * 10;
  const traceId = traceIdOf(700_000 + at);
  const span = (service: string, number: number, parent: number | undefined, more: object) => ({
    service,
    traceId,
    spanId: spanIdOf(id + number),
    ...(parent === undefined ? {} : { parentSpanId: spanIdOf(id + parent) }),
    name: "work",
    startMs,
    durationMs: 1,
    ...more,
  });
  const call = (number: number, startsMs: number, durationMs: number): SampleSpan[] => [
    span(web, number, 0, { kind: 3, startMs: startMs + startsMs, durationMs }),
    span(pay, number + 1, number, {
      name: "POST /charge",
      startMs: startMs + startsMs,
      durationMs: isLate ? durationMs - 1 : durationMs - 1 - 30,
      isError: isLate && at % 4 === 0,
      attributes: { region: at % 2 === 0 ? "eu" : "us", order: `o-${at}` },
    }),
  ];
  return [
    span(web, 0, undefined, { name: "GET /", durationMs: 100 }),
    ...call(1, 10, 40),
    ...call(3, 20, 40),
    span(web, 5, 0, { kind: 4, startMs: startMs + 60 }),
    span(mail, 6, 5, { kind: 5, startMs: startMs + 70, durationMs: 500 }),
  ];
}

const minutes = Array.from({ length: 20 }, (_, at) => baseMs + at * minuteMs + 30_000);

function metrics(): SampleMetric[] {
  const cumulative = { aggregationTemporality: 2 };
  const connections = minutes.flatMap((timeMs, at) =>
    ["used", "idle"].map((state) => ({
      timeMs,
      attributes: { "db.client.connection.state": state },
      data: { asInt: String(state === "used" ? at : 20 - at) },
    })),
  );
  return [
    {
      service: pay,
      name: "analysis.connections",
      kind: "sum",
      shape: { ...cumulative, isMonotonic: false },
      points: connections,
    },
    {
      service: pay,
      name: "analysis.requests",
      kind: "sum",
      shape: { ...cumulative, isMonotonic: true },
      points: minutes.map((timeMs, at) => ({
        timeMs,
        startMs: baseMs,
        data: { asInt: String(60 * (at + 1)) },
      })),
    },
    {
      service: web,
      name: "analysis.load",
      kind: "gauge",
      unit: "%",
      points: ["a", "b"].flatMap((host) =>
        minutes.map((timeMs, at) => ({
          timeMs,
          attributes: { host },
          data: { asDouble: host === "a" ? at : at + 10 },
        })),
      ),
    },
    {
      service: web,
      name: "analysis.duration",
      kind: "histogram",
      unit: "s",
      shape: cumulative,
      points: minutes.map((timeMs, at) => ({
        timeMs,
        startMs: baseMs,
        data: {
          count: String(10 * (at + 1)),
          sum: 2 * (at + 1),
          explicitBounds: [0.1, 0.3],
          bucketCounts: [0, 10 * (at + 1), 0].map(String),
        },
      })),
    },
  ];
}

async function load(access: StoreAccess): Promise<void> {
  const store = access.store();
  const pages = Array.from({ length: 80 }, (_, at) => page(at));
  const of = (service: string, isLate: boolean) =>
    pages.flat().filter((each) => each.service === service && each.startMs >= changeMs === isLate);
  const version = (text: string) => ({ "service.version": text });
  await store.append(spanBlocks([...of(web, false), ...of(web, true)], version("7.0")));
  await store.append(spanBlocks([...of(mail, false), ...of(mail, true)]));
  await store.append(spanBlocks(of(pay, false), version("1.0")));
  await store.append(spanBlocks(of(pay, true), version("1.1")));
  await store.append(metricBlocks(metrics()));
  await store.append(
    logBlocks(
      minutes.map((timeMs, at) => ({
        service: pay,
        timeMs,
        body: "card declined",
        severity: at < 10 ? 9 : 17,
        attributes: { bank: at < 10 ? "north" : "south" },
      })),
    ),
  );
  expect(await store.drain(30_000)).toBe(true);
}

/** What trends, correlations and suspects are made of. */
export function describeAnalysis(access: StoreAccess): void {
  describe("analysis", () => {
    const queries = (): TelemetryQueries => access.store().queries;
    beforeAll(() => load(access));

    it("reads the calls of many services at once", async () => {
      const answer = await queries().redOfServices({ ...range, stepMs: minuteMs });
      const of = new Map(answer.services.map(({ service, points }) => [service, points]));
      expect(of.get(web)).toHaveLength(20);
      const first = of.get(web)?.[0];
      expect(first).toMatchObject({ timeMs: baseMs, calls: 4, errors: 0 });
      expect(first?.rate).toBeCloseTo(4 / 60);
      expect(of.get(pay)?.[0]).toMatchObject({ calls: 8, errors: 0 });
      expect(of.get(pay)?.[15]).toMatchObject({ calls: 8, errors: 2, errorRatio: 0.25 });
      const one = await queries().redOfServices({ ...range, stepMs: minuteMs, services: [web] });
      expect(one.services.map(({ service }) => service)).toEqual([web]);
      expect(one.leftOut).toBe(0);
      const single = await queries().serviceRed({ ...range, stepMs: minuteMs, service: pay });
      expect(of.get(pay)).toEqual(single.points);
    });

    it("finds who calls whom, over calls and messages", async () => {
      const { edges, oneIn } = await queries().serviceCalls(range);
      const ours = edges.filter(({ caller }) => caller.startsWith("analysis-"));
      expect(ours).toEqual([
        { caller: web, callee: pay, calls: 160 },
        { caller: web, callee: mail, calls: 80 },
      ]);
      expect(oneIn).toBe(1);
    });

    it("takes what a service waited for off its own time, calls side by side once", async () => {
      const series = await queries().ownTimes({ ...range, stepMs: minuteMs });
      const of = new Map(series.map(({ service, points }) => [service, points]));
      // 100 ms less calls from 10 to 60 ms and a message from 60 to 61 ms.
      expect(of.get(web)?.map(([, own]) => own)).toEqual(Array.from({ length: 20 }, () => 49));
      expect(of.get(pay)?.[0]).toEqual([baseMs, 9]);
      expect(of.get(pay)?.[19]).toEqual([baseMs + 19 * minuteMs, 39]);
    });

    it("sums calls and errors by operation in two periods", async () => {
      const rows = await queries().errorTotals({
        baseline: { fromMs: baseMs, toMs: changeMs },
        window: { fromMs: changeMs, toMs: endMs },
      });
      expect(rows.filter(({ service }) => service.startsWith("analysis-"))).toEqual([
        {
          service: pay,
          operation: "POST /charge",
          baseline: { calls: 80, errors: 0 },
          window: { calls: 80, errors: 20 },
        },
      ]);
    });

    it("splits errors by version and instance", async () => {
      const rows = await queries().errorPlaces({
        services: [pay],
        baseline: { fromMs: baseMs, toMs: changeMs },
        window: { fromMs: changeMs, toMs: endMs },
      });
      const place = { service: pay, operation: "POST /charge", instance: "" };
      expect(rows).toEqual([
        {
          ...place,
          version: "1.1",
          baseline: { calls: 0, errors: 0 },
          window: { calls: 80, errors: 20 },
        },
        {
          ...place,
          version: "1.0",
          baseline: { calls: 80, errors: 0 },
          window: { calls: 0, errors: 0 },
        },
      ]);
    });

    it("tells when versions were first seen", async () => {
      const { versions, fromMs } = await queries().versionsSeen(range);
      expect(versions.filter(({ service }) => service.startsWith("analysis-"))).toEqual([
        { service: pay, version: "1.1", firstSeenMs: changeMs + 10 },
        { service: pay, version: "1.0", firstSeenMs: baseMs + 10 },
      ]);
      expect(fromMs).toBe(baseMs);
    });

    it("reads calls by version", async () => {
      const { versions } = await queries().redByVersion({
        ...range,
        service: pay,
        stepMs: minuteMs,
      });
      const of = new Map(versions.map(({ version, points }) => [version, points]));
      expect([...of.keys()].toSorted()).toEqual(["1.0", "1.1"]);
      expect(of.get("1.1")?.[0]).toEqual([changeMs, 8, 2, 39, 39, 39, 39]);
      expect(of.get("1.0")?.at(-1)?.[0]).toBe(changeMs - minuteMs);
    });

    it("reads the metrics of services, each as its type asks", async () => {
      const { series, leftOut } = await queries().metricsOfServices({
        ...range,
        services: [web, pay],
        stepMs: minuteMs,
      });
      expect(leftOut).toBe(0);
      const named = series.map(({ service, metric, aggregation, state, points }) =>
        [service, metric, aggregation, state?.value ?? "-", points.length].join(" "),
      );
      expect(named.toSorted()).toEqual([
        `${pay} analysis.connections sum idle 20`,
        `${pay} analysis.connections sum used 20`,
        `${pay} analysis.requests rate - 20`,
        `${web} analysis.duration avg - 20`,
        `${web} analysis.duration p95 - 20`,
        `${web} analysis.load avg - 20`,
      ]);
      const at = (metric: string, aggregation: string, value?: string) =>
        series.find(
          (each) =>
            each.metric === metric &&
            each.aggregation === aggregation &&
            each.state?.value === value,
        )?.points[5]?.[1];
      expect(at("analysis.connections", "sum", "used")).toBe(5);
      expect(at("analysis.requests", "rate")).toBeCloseTo(1);
      expect(at("analysis.load", "avg")).toBe(10);
      expect(at("analysis.duration", "avg")).toBeCloseTo(0.2);
      expect(at("analysis.duration", "p95")).toBeCloseTo(0.29);
      expect(series.find(({ metric }) => metric === "analysis.load")?.unit).toBe("%");
    });

    it("counts spans by attribute value before and after, keys of few values only", async () => {
      const table = await queries().attributeTotals({
        source: { type: "spans", service: pay },
        baseline: { fromMs: baseMs, toMs: changeMs },
        window: { fromMs: changeMs, toMs: endMs },
      });
      expect(table.totals).toEqual({
        baseline: { count: 80, errors: 0, durationMs: 720 },
        window: { count: 80, errors: 20, durationMs: 3_120 },
      });
      const keys = [...new Set(table.rows.map(({ key }) => key))].toSorted();
      expect(keys).toEqual(["region", "resource.service.version"]);
      expect(table.rows.find(({ value }) => value === "eu")).toMatchObject({
        baseline: { count: 40, errors: 0 },
        window: { count: 40, errors: 20 },
      });
    });

    it("counts log records by attribute value", async () => {
      const table = await queries().attributeTotals({
        source: { type: "logs", service: pay, q: "declined" },
        baseline: { fromMs: baseMs, toMs: changeMs },
        window: { fromMs: changeMs, toMs: endMs },
      });
      expect(table.totals.window).toEqual({ count: 10, errors: 10, durationMs: 0 });
      expect(table.rows.find(({ value }) => value === "south")).toMatchObject({
        key: "bank",
        baseline: { count: 0 },
        window: { count: 10 },
      });
    });

    it("refuses more than it may read", async () => {
      const services = Array.from({ length: 51 }, (_, at) => `s-${at}`);
      await expect(
        queries().metricsOfServices({ ...range, services, stepMs: minuteMs }),
      ).rejects.toThrow(/at most 50 services/);
      await expect(queries().ownTimes({ ...range, stepMs: 1 })).rejects.toThrow(/600/);
    });
  });
}
