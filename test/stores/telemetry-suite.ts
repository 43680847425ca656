import type { TelemetryStore } from "@headroom/telemetry-store";
import { afterAll, beforeAll, describe } from "vitest";
import { describeAnalysis } from "./telemetry-suite-analysis.ts";
import { describeCardinality } from "./telemetry-suite-cardinality.ts";
import { describeEvidence } from "./telemetry-suite-evidence.ts";
import { describeLogs } from "./telemetry-suite-logs.ts";
import { describeLoading } from "./telemetry-suite-loading.ts";
import { describeMetricEvidence } from "./telemetry-suite-metric-evidence.ts";
import { describeMetrics } from "./telemetry-suite-metrics.ts";
import { describeTraces } from "./telemetry-suite-traces.ts";
import { describeWindows } from "./telemetry-suite-windows.ts";

/** An open store with empty tables, and how to take it away again. */
export interface StoreFixture {
  readonly store: TelemetryStore;
  /** Closes the store, opens it again on the same data and returns it. */
  reopen(): Promise<TelemetryStore>;
  dispose(): Promise<void>;
}

/** Gives each group the open store; it changes when a test reopens it. */
export interface StoreAccess {
  store(): TelemetryStore;
  reopen(): Promise<void>;
}

/** The one suite that every driver has to pass. */
export function describeTelemetryStore(name: string, open: () => Promise<StoreFixture>): void {
  describe(`the telemetry store on ${name}`, () => {
    let fixture: StoreFixture | undefined;
    let current: TelemetryStore | undefined;
    beforeAll(async () => {
      fixture = await open();
      current = fixture.store;
    });
    afterAll(() => fixture?.dispose());
    const access: StoreAccess = {
      store() {
        if (!current) throw new Error("The store is not open.");
        return current;
      },
      async reopen() {
        current = await fixture?.reopen();
      },
    };
    describeTraces(access);
    describeLogs(access);
    describeMetrics(access);
    describeLoading(access);
    describeMetricEvidence(access);
    describeWindows(access);
    describeEvidence(access);
    describeAnalysis(access);
    describeCardinality(access);
  });
}
