import { describe, expect, it } from "vitest";
import { patterns } from "../catalogue/index.ts";
import { knownMetricNames } from "../evidence/known-names.ts";
import { gauge, sketchSnapshot, withMetrics } from "./fixtures.ts";
import { notRecognisedYet, recognise, recogniseAll, recognisers } from "./recognise-all.ts";

describe("recogniseAll", () => {
  it("finds nothing in an empty snapshot and calls nothing absent", () => {
    const report = recogniseAll(sketchSnapshot());
    expect(report.recognitions).toEqual([]);
    expect(report.notSeen).toEqual([...recognisers.keys()]);
    expect([...report.notSeen, ...report.notRecognisedYet]).toHaveLength(patterns.length);
    expect(notRecognisedYet).not.toContain("P33");
  });

  it("knows the variants of the catalogue only", () => {
    const pool = recognise(
      "P33",
      withMetrics(gauge("hikaricp_connections_active", 1, { pool: "x" })),
    );
    const variants = patterns.find(({ id }) => id === "P33")?.variants?.map(({ name }) => name);
    expect(variants).toContain(pool?.variant);
    expect(recognise("P48", sketchSnapshot())).toBeNull();
    expect(recognise("P02", sketchSnapshot())).toBeNull();
  });

  it("asks the metric catalogue for names of every generation", () => {
    const names = [
      "db.client.connection.count",
      "db.client.connections.usage",
      "hikaricp_connections_active",
      "kube_horizontalpodautoscaler_spec_max_replicas",
      "k8s.hpa.desired_replicas",
      "cache.gets",
      "cache_gets_total",
      "resilience4j_circuitbreaker_state",
      "nodejs.eventloop.utilization",
      "grpc.client.call.duration",
    ];
    expect(names.filter((name) => !knownMetricNames.has(name))).toEqual([]);
  });
});
