import { openMetadataStore, type MetadataStore } from "@headroom/metadata-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres } from "../harness/postgres.ts";

const T0 = 1_800_000_000_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const form = 7;

let store: MetadataStore;
let stop: () => Promise<void>;

beforeAll(async () => {
  const postgres = await startPostgres();
  stop = postgres.stop;
  store = await openMetadataStore({
    kind: "server",
    url: postgres.connectionString,
    onProblem: () => undefined,
  });
});

afterAll(async () => {
  await store.close();
  await stop();
});

const claim = (service: string, nowMs: number) =>
  store.assessments.claim({
    service,
    nowMs,
    leaseMs: minuteMs,
    nextDueMs: nowMs + 5 * minuteMs,
  });
const listDue = (nowMs: number) => store.assessments.listDue({ nowMs, limit: 100 });
const result = (service: string, fencingToken: number) => ({
  service,
  fencingToken,
  form,
  assessedMs: T0,
  overview: { patterns: [] },
  capacity: { resources: ["a"] },
  detail: { reports: ["\u0000"] },
});

describe("the ledger of assessments", () => {
  it("enrols the services that live and forgets those that were silent for a day", async () => {
    const enrol = (services: readonly string[], nowMs: number, limit = 3) =>
      store.assessments.enrol({ services, nowMs, limit });
    expect(await enrol(["old"], T0 - 25 * hourMs)).toBe(0);
    expect(await enrol(["a", "b", "c", "d"], T0)).toBe(1);
    expect((await listDue(T0)).toSorted((left, right) => left.localeCompare(right))).toEqual([
      "a",
      "b",
      "c",
    ]);
    // Silent for an hour: still known, but not due.
    expect(await listDue(T0 + 2 * hourMs)).toEqual([]);
    expect(await enrol([], T0)).toBe(0);
  });

  it("gives a due service to one process only, until its lease ends", async () => {
    const [first, second] = await Promise.all([claim("a", T0), claim("a", T0)]);
    const taken = first ?? second;
    expect([first, second].filter((one) => one !== null)).toHaveLength(1);
    expect(taken).toMatchObject({ service: "a", failures: 0, forecast: null, form: null });
    expect(await listDue(T0)).not.toContain("a");
    // The process died: due again at its next turn, when the lease is over.
    const later = await claim("a", T0 + 6 * minuteMs);
    expect(later?.fencingToken).toBe((taken?.fencingToken ?? 0) + 1);
    expect(await store.assessments.record(result("a", taken?.fencingToken ?? 0))).toBe(false);
  });

  it("keeps documents by their form, and a forecast until a new one comes", async () => {
    const taken = await claim("b", T0);
    const token = taken?.fencingToken ?? 0;
    const forecast = { madeMs: T0, document: { load: 1 } };
    expect(await store.assessments.record({ ...result("b", token), forecast })).toBe(true);
    const again = await claim("b", T0 + 5 * minuteMs);
    expect(again).toMatchObject({ form, forecastMs: T0, forecast: { load: 1 } });
    expect(await store.assessments.record(result("b", again?.fencingToken ?? 0))).toBe(true);
    const found = await store.assessments.get({ service: "b", form });
    expect(found).toMatchObject({
      assessedMs: T0,
      overview: { patterns: [] },
      capacity: { resources: ["a"] },
      detail: { reports: ["\ufffd"] },
      forecast: { load: 1 },
    });
    const other = await store.assessments.get({ service: "b", form: form + 1 });
    expect(other).toMatchObject({ assessedMs: null, overview: null, forecast: null });
    const parts = await store.assessments.list({ part: "capacity", form, service: "b" });
    expect(parts).toMatchObject([{ service: "b", document: { resources: ["a"] } }]);
    await expect(store.assessments.get({ service: "nobody", form })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("keeps a failing service away and says why", async () => {
    const nowMs = T0 + 10 * minuteMs;
    const taken = await claim("c", nowMs);
    await store.assessments.recordFailure({
      service: "c",
      fencingToken: taken?.fencingToken ?? 0,
      error: "The engine is away.",
      retryAtMs: nowMs + 10 * minuteMs,
    });
    expect(await claim("c", nowMs + 9 * minuteMs)).toBeNull();
    const [part] = await store.assessments.list({ part: "overview", form, service: "c" });
    expect(part).toMatchObject({ failures: 1, lastError: "The engine is away.", assessedMs: null });
    const retry = await claim("c", nowMs + 10 * minuteMs);
    expect(retry?.failures).toBe(1);
    await store.assessments.record(result("c", retry?.fencingToken ?? 0));
    const [after] = await store.assessments.list({ part: "overview", form, service: "c" });
    expect(after).toMatchObject({ failures: 0, lastError: null });
  });

  it("does a service again that was asked for while it was being assessed", async () => {
    const nowMs = T0 + 30 * minuteMs;
    const taken = await claim("b", nowMs);
    await store.assessments.demand({ service: "b", nowMs: nowMs + 1 });
    expect(await claim("b", nowMs + 2)).toBeNull();
    await store.assessments.record(result("b", taken?.fencingToken ?? 0));
    expect(await claim("b", nowMs + 2)).not.toBeNull();
    await expect(store.assessments.demand({ service: "nobody", nowMs })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("keeps limits that were set by hand until they are taken back", async () => {
    const key = { service: "a", resource: "queue-depth", subject: "mails", nowMs: T0 };
    await store.resourceLimits.set({ ...key, value: 5 });
    await store.resourceLimits.set({ ...key, value: 7.5 });
    const limits = () => store.resourceLimits.list({ service: "a" });
    expect(await limits()).toEqual([{ resource: "queue-depth", subject: "mails", value: 7.5 }]);
    await store.resourceLimits.set({ ...key, value: null });
    expect(await limits()).toEqual([]);
  });
});
