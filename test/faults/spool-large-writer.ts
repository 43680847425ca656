import { openTelemetryStore } from "@headroom/telemetry-store";
import { spanBlocks, spanIdOf, traceIdOf } from "../stores/telemetry-samples.ts";

// Ends itself by SIGKILL. Arguments: data directory, spool directory, time of all rows (ms) and
// either `fill <blocks>`, to leave one segment of that many blocks of 1,000 spans, or
// `load <rows>`, to stop in the middle of loading as soon as that many rows are visible.
const [directory = "", spoolDirectory = "", timeText = "", mode, amountText] =
  process.argv.slice(2);
const amount = Number(amountText);
const rowsPerBlock = 1_000;

const store = await openTelemetryStore({
  kind: "embedded",
  directory,
  spoolDirectory,
  maxMemoryBytes: 1024 ** 3,
  spool: { segmentMaxAgeMs: 3_600_000, segmentMaxBytes: 1024 ** 3 },
});

if (mode === "fill") {
  const blocks = spanBlocks(
    Array.from({ length: rowsPerBlock }, (_, row) => ({
      service: "large",
      name: `operation-${row % 10}`,
      startMs: Number(timeText),
      durationMs: 1,
      traceId: traceIdOf(row),
      spanId: spanIdOf(row),
    })),
  );
  await Promise.all(Array.from({ length: amount }, () => store.append(blocks)));
} else {
  for (;;) {
    const [arrival] = await store.queries.recentArrival();
    if ((arrival?.rows ?? 0) >= amount) break;
  }
}
process.kill(process.pid, "SIGKILL");
