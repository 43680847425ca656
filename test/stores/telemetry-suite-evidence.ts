import { createEmptySnapshot, recogniseAll } from "@headroom/patterns";
import type { EvidenceSnapshot } from "@headroom/patterns";
import { beforeAll, describe, expect, it } from "vitest";
import { readSpanEvidence } from "../../apps/server/src/patterns/evidence/span-evidence.ts";
import { evidenceShop, shop } from "./telemetry-suite-evidence-samples.ts";
import { spanBlocks } from "./telemetry-samples.ts";
import type { StoreAccess } from "./telemetry-suite.ts";

const hourMs = 3_600_000;
const baseMs = Math.floor(Date.now() / hourMs) * hourMs - 5 * hourMs;
const window = { startMs: baseMs, endMs: baseMs + hourMs };

function near(value: number, tolerance = 0.02) {
  return { asymmetricMatch: (other: number) => Math.abs(other - value) <= tolerance * value };
}

/** What the store says about the instances, calls and destinations of services. */
export function describeEvidence(access: StoreAccess): void {
  describe("evidence from spans", () => {
    const snapshots = new Map<string, EvidenceSnapshot>();
    const snapshotOf = (service: string): EvidenceSnapshot => {
      const found = snapshots.get(service);
      if (found === undefined) throw new Error(`There is no snapshot of ${service}.`);
      return found;
    };

    beforeAll(async () => {
      for (const { resource, spans } of evidenceShop(baseMs)) {
        await access.store().append(spanBlocks(spans, resource));
      }
      expect(await access.store().drain(60_000)).toBe(true);
      for (const service of Object.values(shop)) {
        const parts = await readSpanEvidence(access.store().queries, { service, window });
        const empty = createEmptySnapshot({ kind: "service", name: service }, window);
        snapshots.set(service, { ...empty, ...parts });
      }
    });

    it("lists instances with what their resources say", () => {
      const { instances, namespace, resource } = snapshotOf(shop.catalog);
      expect(namespace).toBe("evidence");
      expect(instances).toHaveLength(2);
      expect(instances.find(({ id }) => id === "evidence-catalog-1")).toMatchObject({
        version: "2.8.1",
        host: "host-of-evidence-catalog-1",
        zone: "zone-a",
        requestsPerS: near(600 / 3600),
        routes: expect.arrayContaining(["GET /products/:id"]),
      });
      expect(resource["service.instance.id"]).toEqual(["evidence-catalog-1", "evidence-catalog-2"]);
    });

    it("sees turns taken between instances", () => {
      const { balance, timeline } = snapshotOf(shop.catalog);
      expect(balance).toMatchObject({ requests: 1200 });
      expect(balance?.dispersion).toBeLessThan(0.1);
      expect(timeline).toHaveLength(60);
      expect(new Set(timeline.map(({ instances }) => instances))).toEqual(new Set([2]));
    });

    it("gives the share of each version by step", () => {
      const { versions } = snapshotOf(shop.checkout);
      const canary = versions.find(({ version }) => version === "3.3.0-rc.1");
      expect(versions).toHaveLength(2);
      expect(canary).toMatchObject({ instances: 1, requests: 60 });
      expect(canary?.shares).toHaveLength(60);
      expect(canary?.shares[7]).toEqual({ atMs: baseMs + 7 * 60_000, share: 0.1, requests: 10 });
    });

    it("tells calls apart by their peers, in old and new words", () => {
      const { shapes } = snapshotOf(shop.catalog);
      expect(shapes.find(({ name, kind }) => name === "GET" && kind === "client")).toMatchObject({
        dbSystem: "redis",
        dbOperation: "GET",
        serverAddress: "cache:6379",
        entry: "GET /products/:id",
        calls: 900,
      });
      expect(shapes.find(({ name }) => name === "SELECT items")).toMatchObject({
        dbSystem: "postgresql",
        dbNamespace: "catalog",
        serverAddress: "db-2:5432",
        peerAddresses: ["10.0.0.2"],
        entry: "GET /lists/:id",
        repetition: { tracesShare: 1, sequentialShare: 1 },
      });
      expect(
        shapes.find(({ name }) => name === "SELECT items")?.repetition?.sizeCorrelation,
      ).toBeCloseTo(1);
    });

    it("sees calls that were sent again", () => {
      const { shapes } = snapshotOf(shop.checkout);
      const { attempts } = shapes.find(({ name }) => name === "POST") ?? {};
      expect(attempts).toMatchObject({
        failedFirstShare: 1,
        overlapShare: 0,
        maxAttempts: 2,
        successAfterRetry: 1,
        unsafeShare: 1,
        resendsAfterRedirect: 0,
      });
      expect((attempts?.attempts ?? 0) - (attempts?.calls ?? 0)).toBe(attempts?.resends);
    });

    it("knows the order of calls to cache and store", () => {
      const { routes } = snapshotOf(shop.catalog);
      const route = routes.find(({ name }) => name === "GET /products/:id");
      expect(route).toMatchObject({ kind: "server", method: "GET", cacheServerShare: 1 });
      expect(route?.sequences.map(({ steps }) => steps)).toEqual([
        ["cache:GET"],
        ["cache:GET", "store:SELECT", "cache:SET"],
      ]);
      expect(route?.missPenaltyS).toBeCloseTo(0.004);
    });

    it("joins calls with the spans of the callee", () => {
      const inward = snapshotOf(shop.catalog).edges.find(({ direction }) => direction === "in");
      expect(inward).toMatchObject({
        peer: shop.gateway,
        protocol: "http",
        callsPerS: near(1200 / 3600),
        serverAddresses: ["catalog:8080"],
      });
      expect(inward?.targets.map(({ id }) => id).toSorted()).toEqual([
        "evidence-catalog-1",
        "evidence-catalog-2",
      ]);
      const outward = snapshotOf(shop.checkout).edges.find(({ direction }) => direction === "out");
      expect(outward).toMatchObject({
        peer: shop.payments,
        targets: [{ id: "evidence-payments-1" }],
      });
      expect(outward?.networkS).toBeCloseTo(0.005);
      const stores = snapshotOf(shop.catalog).edges.filter(({ direction }) => direction === "out");
      expect(stores.map(({ peer, protocol }) => `${protocol} ${peer}`).toSorted()).toEqual([
        "cache cache:6379",
        "database db-1:5432",
        "database db-2:5432",
      ]);
    });

    it("sees a queue from both sides", () => {
      for (const service of [shop.checkout, shop.worker]) {
        const [queue] = snapshotOf(service).destinations;
        expect(queue).toMatchObject({
          name: "evidence-orders",
          system: "bullmq",
          producers: [shop.checkout],
          consumers: [{ service: shop.worker, group: "workers", instances: 1 }],
          processMeanS: near(8),
          waitP95S: near(0.25),
          concurrency: 2,
          errorRatio: 0,
        });
      }
    });

    it("finds the times in which a breaker was open", () => {
      const { gaps } = snapshotOf(shop.checkout);
      expect(gaps).toHaveLength(2);
      expect(gaps[0]).toMatchObject({ peer: "payments:8080", requests: 15, fastFailShare: 1 });
    });

    it("leads to the patterns of the shop and no others", () => {
      const found = (service: string) =>
        recogniseAll(snapshotOf(service))
          .recognitions.map(({ patternId, variant, subject }) =>
            [patternId, variant, subject].filter(Boolean).join(" | "),
          )
          .toSorted();
      expect(found(shop.catalog)).toEqual([
        "P01 | Static | evidence-catalog",
        "P08 | evidence-catalog",
        "P10 | Round robin | evidence-catalog",
        "P14 | cache:6379",
        "P19 | Cache-aside | GET /products/:id",
        "P23 | Read/write splitting | postgresql/catalog",
        "P30 | N+1 (lazy without eager) | GET /lists/:id: SELECT items",
      ]);
      expect(found(shop.checkout)).toEqual([
        "P01 | Static | evidence-checkout",
        "P08 | evidence-checkout",
        "P38 | evidence-orders",
        "P48 | Breaker per dependency | payments:8080",
        "P50 | payments:8080",
        "P55b | evidence-checkout",
      ]);
      expect(found(shop.worker)).toEqual(["P38 | evidence-orders", "P41 | evidence-orders"]);
      expect(found(shop.gateway)).toEqual([]);
      expect(found(shop.payments)).toEqual([]);
    });

    it("knows nothing about a service that is not there", async () => {
      const parts = await readSpanEvidence(access.store().queries, { service: "nobody", window });
      expect(parts).toEqual({
        instances: [],
        timeline: [],
        versions: [],
        shapes: [],
        routes: [],
        edges: [],
        gaps: [],
        destinations: [],
        resource: {},
      });
    });
  });
}
