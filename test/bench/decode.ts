/**
 * Measures decoding alone: OTLP protobuf bytes to Native blocks, rows per second and signal on
 * one core, with the limits that the server sets by default; points once more without them. Usage: node test/bench/decode.ts [seconds per signal]. The last line is JSON.
 */
import { createBatchBuilder, SeriesGuard } from "@headroom/otlp";
import type { BatchBuilder, BatchLimits } from "@headroom/otlp";
import { logsRequest, numbersRequest, spansRequest } from "./decode-requests.ts";

const itemsPerRequest = 500;
const requestsPerBlock = 8;
const secondsPerSignal = Number(process.argv[2] ?? 3);
const nowNs = BigInt(Date.now()) * 1_000_000n;

interface Measurement {
  /** By the clock: falls when other work shares the cores. */
  readonly rowsPerSecond: number;
  /** By processor time of this process, garbage collection included. */
  readonly rowsPerCpuSecond: number;
  readonly bytesPerItem: number;
}

const arrival = {
  nowMs: Date.now(),
  acceptFromNs: nowNs - 86_400_000_000_000n,
  acceptToNs: nowNs + 86_400_000_000_000n,
};

function createLimits(): BatchLimits {
  return {
    maxAttributes: 256,
    maxAttributeBytes: 64 << 10,
    maxBodyTextBytes: 1 << 20,
    seriesGuard: new SeriesGuard({
      seriesPerMetric: 20_000,
      seriesPerService: 200_000,
      maxBytes: 64 << 20,
    }),
  };
}

function measure(
  body: Uint8Array,
  add: (builder: BatchBuilder) => unknown,
  limits = createLimits(),
): Measurement {
  const builder = createBatchBuilder(limits);
  const run = (untilMs: number): number => {
    let rows = 0;
    while (performance.now() < untilMs) {
      for (let request = 0; request < requestsPerBlock; request++) add(builder);
      for (const block of builder.takeBlocks()) rows += block.rows;
    }
    return rows;
  };
  run(performance.now() + 1000);
  const startCpu = process.cpuUsage();
  const startMs = performance.now();
  const rows = run(startMs + secondsPerSignal * 1000);
  const seconds = (performance.now() - startMs) / 1000;
  const { user, system } = process.cpuUsage(startCpu);
  return {
    rowsPerSecond: Math.round(rows / seconds),
    rowsPerCpuSecond: Math.round((rows * 1_000_000) / (user + system)),
    bytesPerItem: Math.round(body.length / itemsPerRequest),
  };
}

const bodies = {
  traces: spansRequest(itemsPerRequest, nowNs),
  logs: logsRequest(itemsPerRequest, nowNs),
  metrics: numbersRequest(itemsPerRequest, nowNs),
};
const results = {
  traces: measure(bodies.traces, (builder) =>
    builder.addTraces(bodies.traces, "protobuf", arrival),
  ),
  logs: measure(bodies.logs, (builder) => builder.addLogs(bodies.logs, "protobuf", nowNs, arrival)),
  metrics: measure(bodies.metrics, (builder) =>
    builder.addMetrics(bodies.metrics, "protobuf", arrival),
  ),
  unlimited: measure(
    bodies.metrics,
    (builder) => builder.addMetrics(bodies.metrics, "protobuf"),
    {},
  ),
};

for (const [signal, result] of Object.entries(results)) {
  const { rowsPerSecond, rowsPerCpuSecond, bytesPerItem } = result;
  const rates = `${rowsPerSecond} rows/s, ${rowsPerCpuSecond} rows per CPU second`;
  console.log(`${signal.padEnd(9)} ${rates}, ${bytesPerItem} bytes an item`);
}
console.log(JSON.stringify({ bench: "decode", itemsPerRequest, results }));
