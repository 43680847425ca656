import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EvidenceSnapshot, VersionEvidence } from "../evidence/snapshot.ts";
import { recogniseBlueGreen } from "./blue-green.ts";
import { recogniseCanary } from "./canary.ts";
import { gauge, sketchSnapshot, sketchVersion, testWindow, withMetrics } from "./fixtures.ts";
import { recogniseRollingUpdate } from "./rolling-update.ts";
import { compareVersions } from "./version-order.ts";

const minute = (at: number) => testWindow.startMs + at * 60_000;

function pair(
  shareOfNew: (minute: number) => number,
  old: Partial<VersionEvidence> = {},
  young: Partial<VersionEvidence> = {},
): EvidenceSnapshot {
  return sketchSnapshot({
    versions: [
      sketchVersion("1.0.0", (at) => 1 - shareOfNew(at), old),
      sketchVersion("1.1.0", shareOfNew, { firstSeenMs: minute(10), ...young }),
    ],
  });
}

const switchAt30 = (at: number) => (at < 30 ? 0 : 1);
const tenPercent = () => 0.1;
const stepped = (at: number) => (at < 10 ? 0 : at < 25 ? 0.05 : at < 40 ? 0.2 : 0.4);
const rolling = (at: number) => (at < 20 ? 0 : at < 22 ? 0.25 : at < 24 ? 0.5 : at < 26 ? 0.75 : 1);
const gone = { lastSeenMs: minute(27) };

const situations: readonly (readonly [string, EvidenceSnapshot, string | undefined])[] = [
  ["all traffic moves at once between fleets of one size", pair(switchAt30), "P55a"],
  [
    "a switch, its rollback and a second switch",
    pair((at) => (at < 20 ? 0 : at < 30 ? 1 : at < 40 ? 0 : 1)),
    "P55a",
  ],
  [
    "a controller that states blue-green",
    withMetrics(gauge("rollout_info", 1, { name: "web", strategy: "blueGreen" })),
    "P55a",
  ],
  [
    "the demo shop's canary: one instance each, a tenth of the traffic, seen since ever",
    sketchSnapshot({
      versions: [
        sketchVersion("3.2.0", () => 0.9, { instances: 1 }),
        sketchVersion("3.3.0-rc.1", tenPercent, { instances: 1, requests: 1000 }),
      ],
    }),
    "P55b",
  ],
  ["a small fleet whose share steps up", pair(stepped, {}, { instances: 1 }), "P55b"],
  ["Flagger", withMetrics(gauge("flagger_canary_weight", 10, { name: "web" })), "P55b"],
  ["Argo's analysis", withMetrics(gauge("analysis_run_metric_phase", 1, { name: "web" })), "P55b"],
  [
    "an ingress that routes a canary",
    withMetrics(gauge("nginx_ingress_controller_requests", 1, { ingress: "web", canary: "true" })),
    "P55b",
  ],
  ["the share of the old version falls in steps", pair(rolling, gone), "P56"],
  [
    "a workload that states rolling updates",
    withMetrics(
      gauge("kube_deployment_spec_strategy_rollingupdate_max_surge", 1, { deployment: "web" }),
    ),
    "P56",
  ],

  ["one version", sketchSnapshot({ versions: [sketchVersion("1.0.0", () => 1)] }), undefined],
  [
    "two versions half-way through a roll-out that is stuck",
    pair((at) => (at < 20 ? 0 : 0.5)),
    undefined,
  ],
  [
    "two instances of two versions with a half each",
    sketchSnapshot({
      versions: [
        sketchVersion("1.0.0", () => 0.5, { instances: 1 }),
        sketchVersion("1.1.0", () => 0.5, { instances: 1 }),
      ],
    }),
    undefined,
  ],
  [
    "a restart with a new version, one after the other",
    pair(
      switchAt30,
      { instances: 1, lastSeenMs: minute(30) },
      { instances: 1, firstSeenMs: minute(30) },
    ),
    undefined,
  ],
  ["a failover to a much smaller fleet", pair(switchAt30, {}, { instances: 1 }), undefined],
  ["a fleet that takes no traffic yet", pair(() => 0.001), undefined],
  [
    "an old version that still drains",
    sketchSnapshot({
      versions: [
        sketchVersion("1.0.0", () => 0.1, {
          instances: 4,
          firstSeenMs: minute(-600),
          requests: 100,
        }),
        sketchVersion("1.1.0", () => 0.9, { firstSeenMs: minute(0) }),
      ],
    }),
    undefined,
  ],
  [
    "a share that climbs evenly, which is no canary",
    pair((at) => Math.min(1, Math.max(0, (at - 20) / 20))),
    "P56",
  ],
  [
    "replicas of a deployment",
    withMetrics(
      gauge("kube_deployment_spec_replicas", 3, { deployment: "web" }),
      gauge("kube_deployment_status_replicas_updated", 3, { deployment: "web" }),
    ),
    undefined,
  ],
  [
    "an ingress without a canary",
    withMetrics(gauge("nginx_ingress_controller_requests", 1, { ingress: "web", canary: "" })),
    undefined,
  ],
  [
    "an update that drops most of the fleet",
    {
      ...pair(rolling, gone),
      timeline: [0, 10, 20, 30].map((at) => ({
        atMs: minute(at),
        requestsPerS: 1,
        instances: at < 20 && at > 0 ? 1 : 4,
      })),
    },
    undefined,
  ],
];

describe("deployments (P55a, P55b, P56)", () => {
  it.each(situations)("%s", (_name, snapshot, expected) => {
    const found = [recogniseBlueGreen, recogniseCanary, recogniseRollingUpdate]
      .flatMap((recognise) => recognise(snapshot))
      .map((one) => one.patternId);
    expect(found).toEqual(expected === undefined ? [] : [expected]);
  });

  it("is surer of a canary that steps up", () => {
    const [flat] = recogniseCanary(pair(tenPercent, {}, { instances: 1 }));
    const [steps] = recogniseCanary(pair(stepped, {}, { instances: 1 }));
    expect(steps?.confidence).toBeGreaterThan(flat?.confidence ?? 1);
  });

  it("sees a canary through the noise of little traffic", () => {
    const noisy = (share: (minute: number) => number) => {
      const [old, young] = pair(share, { instances: 1 }, { instances: 1 }).versions;
      if (old === undefined || young === undefined) throw new Error("two versions are there");
      // Eleven requests a minute, of which none to three reach the canary.
      const shares = young.shares.map((point, at) => ({
        ...point,
        requests: 11,
        share: Math.round(share(at) * 11 + ([0, 1, -1, 0.6, -0.6][at % 5] ?? 0)) / 11,
      }));
      return sketchSnapshot({ versions: [old, { ...young, shares }] });
    };
    expect(recogniseCanary(noisy(() => 0.1))).toHaveLength(1);
    expect(recogniseRollingUpdate(noisy(() => 0.1))).toEqual([]);
  });

  it("takes no chance of sparse traffic for a switch or a roll-out", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 950 }),
        // Draws of chance: without the lean to 0 and 1 that the library has for finding edges.
        fc.noBias(fc.array(fc.array(fc.integer({ min: 0, max: 999 }), { maxLength: 8 }))),
        (perMilleOfYoung, minutes) => {
          const [old, young] = pair(switchAt30, { instances: 1 }, { instances: 1 }).versions;
          if (old === undefined || young === undefined) throw new Error("two versions are there");
          const shares = minutes
            .filter((draws) => draws.length > 0)
            .map((draws, at) => ({
              atMs: minute(at),
              requests: draws.length,
              share: draws.filter((draw) => draw < perMilleOfYoung).length / draws.length,
            }));
          const snapshot = sketchSnapshot({
            versions: [
              { ...old, shares: shares.map((one) => ({ ...one, share: 1 - one.share })) },
              { ...young, shares },
            ],
          });
          expect(recogniseBlueGreen(snapshot)).toEqual([]);
          expect(recogniseRollingUpdate(snapshot)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("waits for enough requests of the new version before it speaks of a switch", () => {
    const endsWith = (requests: number) =>
      pair(
        (at) => (at < 59 ? 0 : 1),
        {},
        {
          shares: Array.from({ length: 60 }, (_, at) => ({
            atMs: minute(at),
            share: at < 59 ? 0 : 1,
            requests: at < 59 ? 11 : requests,
          })),
        },
      );
    expect(recogniseBlueGreen(endsWith(1))).toEqual([]);
    expect(recogniseBlueGreen(endsWith(20))).toHaveLength(1);
  });

  it("orders versions, pre-releases before their release", () => {
    expect(compareVersions("3.2.0", "3.3.0-rc.1")).toBeLessThan(0);
    expect(compareVersions("3.3.0-rc.1", "3.3.0")).toBeLessThan(0);
    expect(compareVersions("v2.10", "v2.9")).toBeGreaterThan(0);
    expect(compareVersions("main-abc", "1.0")).toBeUndefined();
  });
});
