import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Meter } from "@opentelemetry/api";
import {
  ATTR_CPU_MODE,
  CPU_MODE_VALUE_SYSTEM,
  CPU_MODE_VALUE_USER,
  METRIC_NODEJS_EVENTLOOP_DELAY_P99,
  METRIC_PROCESS_CPU_TIME,
  METRIC_PROCESS_MEMORY_USAGE,
} from "@opentelemetry/semantic-conventions/incubating";

// Each look at the event loop wakes the process.
const RESOLUTION_MS = 250;
const NS_PER_S = 1e9;
const US_PER_S = 1e6;

/** Measures CPU time, memory and the delay of the event loop of this process. @returns its end */
export function observeProcess(meter: Meter): () => void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  meter.createObservableCounter(METRIC_PROCESS_CPU_TIME, { unit: "s" }).addCallback((result) => {
    const { user, system } = process.cpuUsage();
    result.observe(user / US_PER_S, { [ATTR_CPU_MODE]: CPU_MODE_VALUE_USER });
    result.observe(system / US_PER_S, { [ATTR_CPU_MODE]: CPU_MODE_VALUE_SYSTEM });
  });
  meter
    .createObservableUpDownCounter(METRIC_PROCESS_MEMORY_USAGE, { unit: "By" })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  meter
    .createObservableGauge(METRIC_NODEJS_EVENTLOOP_DELAY_P99, { unit: "s" })
    .addCallback((result) => {
      const measured = delay.percentile(99) / NS_PER_S - RESOLUTION_MS / 1_000;
      if (delay.count > 0) result.observe(Math.max(0, measured));
      delay.reset();
    });
  return () => delay.disable();
}
