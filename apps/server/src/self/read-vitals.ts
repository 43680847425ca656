import type { Signal, Window, WindowResult } from "@headroom/alerting";
import { VITAL_AGE_MS, type MetadataStore } from "@headroom/metadata-store";
import { formatError } from "../lifecycle/format-error.ts";
import { groupVitals, isVitalSignal } from "./vital-window.ts";

/** Reads a window of a vital signal; undefined for what has to be asked of the telemetry store. */
export type VitalReader = (signal: Signal, window: Window) => Promise<WindowResult | undefined>;

/**
 * Rules about Headroom itself read the metadata store: while ClickHouse takes nothing, the metric
 * that says so can't get there either.
 */
export function createVitalReader(
  metadata: Pick<MetadataStore, "self">,
  now: () => number,
): VitalReader {
  return async (signal, window) => {
    if (!isVitalSignal(signal) || window.fromMs < now() - VITAL_AGE_MS) return undefined;
    try {
      const values = await metadata.self.vitals({ metric: signal.metric, ...window });
      return { kind: "values", groups: groupVitals(signal, values), truncated: false };
    } catch (error) {
      return { kind: "error", message: formatError(error) };
    }
  };
}
