/**
 * Measures decoding alone: OTLP protobuf bytes to Native blocks, rows per second and signal on
 * one core. Usage: node test/bench/decode.ts [seconds per signal]. The last line is JSON.
 */
import { createBatchBuilder } from "@headroom/otlp";
import type { BatchBuilder } from "@headroom/otlp";
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

function measure(body: Uint8Array, add: (builder: BatchBuilder) => unknown): Measurement {
  const builder = createBatchBuilder();
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
  traces: measure(bodies.traces, (builder) => builder.addTraces(bodies.traces, "protobuf")),
  logs: measure(bodies.logs, (builder) => builder.addLogs(bodies.logs, "protobuf", nowNs)),
  metrics: measure(bodies.metrics, (builder) => builder.addMetrics(bodies.metrics, "protobuf")),
};

for (const [signal, result] of Object.entries(results)) {
  const { rowsPerSecond, rowsPerCpuSecond, bytesPerItem } = result;
  const rates = `${rowsPerSecond} rows/s, ${rowsPerCpuSecond} rows per CPU second`;
  console.log(`${signal.padEnd(8)} ${rates}, ${bytesPerItem} bytes an item`);
}
console.log(JSON.stringify({ bench: "decode", itemsPerRequest, results }));
