import { openTelemetryStore } from "@headroom/telemetry-store";
import { logBlocks, spanBlocks, spanIdOf, traceIdOf } from "../stores/telemetry-samples.ts";

// Appends numbered batches for ever and reports each acknowledged one to its parent. Arguments:
// data directory, spool directory, number of the first batch, time of all rows (ms).
const [directory = "", spoolDirectory = "", firstText = "0", timeText = "0"] =
  process.argv.slice(2);
const timeMs = Number(timeText);
const rowsPerBatch = 20;

const store = await openTelemetryStore({
  kind: "embedded",
  directory,
  spoolDirectory,
  maxMemoryBytes: 1024 ** 3,
  // Short segments so that a kill often lands in the middle of a load.
  spool: { segmentMaxAgeMs: 30 },
});

async function writeBatches(first: number): Promise<never> {
  for (let batch = first; ; batch += 4) {
    const rows = Array.from({ length: rowsPerBatch }, (_, row) => row);
    const spans = rows.map((row) => ({
      service: "killed",
      name: `batch-${batch}`,
      startMs: timeMs,
      durationMs: 1,
      traceId: traceIdOf(batch * rowsPerBatch + row),
      spanId: spanIdOf(batch * rowsPerBatch + row),
    }));
    const logs = rows.map((row) => ({
      service: "killed",
      timeMs,
      body: `row ${row}`,
      severity: 9,
      attributes: { batch: `batch-${batch}` },
    }));
    await store.append([...spanBlocks(spans), ...logBlocks(logs)]);
    process.send?.({ batch });
  }
}

process.once("disconnect", () => process.exit(0));
const first = Number(firstText);
await Promise.all([0, 1, 2, 3].map((lane) => writeBatches(first + lane)));
