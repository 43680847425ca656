import type { RouteResponse } from "@headroom/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiClient, ApiFailure } from "../harness/api-client.ts";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { sendSpans } from "../harness/send-spans.ts";

const dayMs = 86_400_000;
const noon = Math.floor(Date.now() / dayMs) * dayMs + dayMs / 2;
const generous = { traces: 3_650, logs: 3_650, metrics: 3_650, rollups: 3_650 };
const dayOf = (daysAgo: number): string =>
  new Date(noon - daysAgo * dayMs).toISOString().slice(0, 10);

async function sendDays(product: Product, days: readonly number[], count: number): Promise<void> {
  for (const daysAgo of days) {
    const endMs = Math.min(Date.now(), noon - daysAgo * dayMs);
    await sendSpans(product.otlpHttpUrl, { service: "kept", count, endMs });
  }
}

function tracesOf({ signals }: RouteResponse<"updateRetention">) {
  return signals.find(({ signal }) => signal === "traces");
}

async function readDays(product: Product): Promise<{ day: string; rows: number }[]> {
  const { tables } = await product.api.call("getStorage");
  const days = tables.find(({ table }) => table === "spans")?.days ?? [];
  return days.map(({ day, rows }) => ({ day, rows }));
}

describe("retention", () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.dispose());

  it("is changed while running: says what goes, then drops those days and nothing else", async () => {
    const { api } = product;
    await api.call("updateRetention", { body: { policy: generous } });
    await sendDays(product, [12, 6, 1, 0], 50);
    await eventually("all days are stored", async () =>
      (await readDays(product)).reduce((sum, { rows }) => sum + rows, 0) === 200 ? true : undefined,
    );

    const policy = { ...generous, traces: 5 };
    const trial = await api.call("updateRetention", { body: { policy, dryRun: true } });
    expect(trial).toMatchObject({ applied: false, policy });
    expect(tracesOf(trial)).toMatchObject({ rows: 100, partitions: 2, days: 2 });
    expect(trial.bytes).toBeGreaterThan(0);
    expect((await api.call("getStorage")).policy).toEqual(generous);
    expect(await readDays(product)).toHaveLength(4);

    const done = await api.call("updateRetention", { body: { policy } });
    expect(done).toMatchObject({ applied: true, policy });
    expect(tracesOf(done)).toEqual(tracesOf(trial));
    await eventually("the days went", async () =>
      (await readDays(product)).length === 2 ? true : undefined,
    );
    expect(await readDays(product)).toEqual([
      { day: dayOf(1), rows: 50 },
      { day: dayOf(0), rows: 50 },
    ]);

    const { events, expired, tables } = await api.call("getStorage");
    expect(expired).toEqual([]);
    const dropped = events.find((event) => event.kind === "expired" && event.rows >= 100);
    expect(dropped).toMatchObject({
      from: `${dayOf(12)}T00:00:00.000Z`,
      to: `${dayOf(5)}T00:00:00.000Z`,
    });
    expect(events.filter(({ kind }) => kind === "policy_changed")).toHaveLength(2);
    // What was summed up of the same spans has a policy of its own.
    expect(tables.find(({ table }) => table === "red_1m")?.days.length).toBeGreaterThanOrEqual(2);
    const log = product.output();
    expect(log).toContain("expired telemetry was dropped");
  });

  it("refuses what is no policy", async () => {
    const wrong = { ...generous, traces: 0 };
    await expect(
      product.api.call("updateRetention", { body: { policy: wrong } }),
    ).rejects.toMatchObject({ status: 400 });
  });
});

describe("the disk guard", () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ HEADROOM_MAX_STORAGE_BYTES: "30000" });
  });
  afterAll(() => product.dispose());

  it("drops the oldest days at the limit and says so in status, events and log", async () => {
    const { api } = product;
    await api.call("updateRetention", { body: { policy: generous } });
    await sendDays(product, [8, 7, 6, 0], 400);
    await eventually("days are stored", async () =>
      (await readDays(product)).some(({ day }) => day === dayOf(0)) ? true : undefined,
    );
    // A change of policy rings for a turn of upkeep, so that nothing waits for the clock.
    const left = await eventually("the oldest days went", async () => {
      await api.call("updateRetention", { body: { policy: generous } });
      const { events } = await api.call("getStorage");
      const isDropped = events.some(({ kind }) => kind === "dropped_for_disk");
      return isDropped ? await readDays(product) : undefined;
    });
    expect(left.at(-1)).toEqual({ day: dayOf(0), rows: 400 });
    expect(left.map(({ day }) => day)).not.toContain(dayOf(8));

    const { disk } = await api.call("getStatus");
    expect(disk?.droppedForDisk?.from).toBe(`${dayOf(8)}T00:00:00.000Z`);
    const { events, pressures } = await api.call("getStorage");
    expect(pressures.map(({ kind }) => kind).toSorted()).toEqual(["disk", "limit"]);
    const dropped = events.find(({ kind }) => kind === "dropped_for_disk");
    expect(dropped).toMatchObject({ from: `${dayOf(8)}T00:00:00.000Z` });
    expect(events.map(({ kind }) => kind)).toContain("pressure");
    expect(product.output()).toContain("the oldest days were dropped");
  });
});

describe("with sign-in", () => {
  let product: Product;
  const admin = { email: "admin@example.com", password: "correct horse" };
  beforeAll(async () => {
    product = await startProduct({
      HEADROOM_AUTH_REQUIRED: "true",
      HEADROOM_ADMIN_EMAIL: admin.email,
      HEADROOM_ADMIN_PASSWORD: admin.password,
    });
  });
  afterAll(() => product.dispose());

  it("only administrators change it, and the event says who", async () => {
    const origin = `http://localhost:${product.dashboardPort}`;
    const attempt = product.api.call("updateRetention", { body: { policy: generous } });
    await expect(attempt).rejects.toThrow(ApiFailure);
    const signedIn = await fetch(`${product.apiUrl}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin },
      body: JSON.stringify(admin),
    });
    const cookie = signedIn.headers
      .getSetCookie()
      .map((each) => each.split(";")[0])
      .join("; ");
    const api = createApiClient(product.apiUrl, { cookie });
    await api.call("updateRetention", { body: { policy: generous } });
    const { events } = await api.call("getStorage");
    expect(events[0]).toMatchObject({ kind: "policy_changed", by: "Administrator" });
  });
});
