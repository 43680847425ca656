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
  readonly rowsPerSecond: number;
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
  const startMs = performance.now();
  const rows = run(startMs + secondsPerSignal * 1000);
  const seconds = (performance.now() - startMs) / 1000;
  return {
    rowsPerSecond: Math.round(rows / seconds),
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

for (const [signal, { rowsPerSecond, bytesPerItem }] of Object.entries(results)) {
  console.log(`${signal.padEnd(8)} ${rowsPerSecond} rows/s at ${bytesPerItem} bytes an item`);
}
console.log(JSON.stringify({ bench: "decode", itemsPerRequest, results }));
