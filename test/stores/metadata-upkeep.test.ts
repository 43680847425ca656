import { openMetadataStore, type MetadataStore } from "@headroom/metadata-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../harness/postgres.ts";

let postgres: TestPostgres;
let store: MetadataStore;

beforeAll(async () => {
  postgres = await startPostgres();
  store = await openMetadataStore({ kind: "server", url: postgres.connectionString });
});

afterAll(async () => {
  await store?.close();
  await postgres?.stop();
});

describe("leases", () => {
  it("belong to one process until they end", async () => {
    const take = (owner: string, nowMs: number) =>
      store.leases.take({ name: "upkeep", owner, nowMs, leaseMs: 1_000 });
    const first = await Promise.all(["a", "b", "c"].map((owner) => take(owner, 5_000)));
    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await take("d", 5_999)).toBe(false);
    expect(await take("d", 6_000)).toBe(true);
    await store.leases.end({ name: "upkeep", owner: "a" });
    expect(await take("e", 6_500)).toBe(false);
    await store.leases.end({ name: "upkeep", owner: "d" });
    expect(await take("e", 6_500)).toBe(true);
  });
});

describe("events of upkeep", () => {
  it("are listed newest first and by kind, and the oldest go", async () => {
    for (let index = 1; index <= 1_005; index += 1) {
      const kind = index % 2 === 0 ? "even" : "odd";
      await store.upkeepEvents.record({ nowMs: index, kind, detail: { index } });
    }
    const all = await store.upkeepEvents.list({ limit: 2_000 });
    expect(all).toHaveLength(1_000);
    expect(all[0]).toMatchObject({ atMs: 1_005, kind: "odd", detail: { index: 1_005 } });
    const even = await store.upkeepEvents.list({ limit: 2, kinds: ["even"] });
    expect(even.map((event) => event.atMs)).toEqual([1_004, 1_002]);
  });
});
