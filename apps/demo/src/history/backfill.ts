import {
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from "@opentelemetry/otlp-transformer";
import { defaultResource, type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import { buildResourceAttributes } from "../telemetry/resource.ts";
import { SHOP_PROCESSES } from "../topology.ts";
import { httpSeries } from "./http-series.ts";
import { librarySeries } from "./library-series.ts";
import { createMetricWriter } from "./metric-writer.ts";
import { formatDuration, formatProgress } from "./progress.ts";
import { createRandom } from "./random.ts";
import { HOST_SCOPE, poolSeries, RUNTIME_SCOPE, runtimeSeries } from "./runtime-series.ts";
import { readScopeVersions } from "./scope-versions.ts";
import { createSender, type Send } from "./sender.ts";
import type { Series } from "./series.ts";
import { SPAN_SCOPES } from "./span-tree.ts";
import { createTimeline, type Timeline } from "./timeline.ts";
import { createTraceWriter } from "./trace-writer.ts";

export { BackfillError } from "./sender.ts";

const CHUNK_MS = 4 * 3_600_000;
const BATCH_ROWS = 2_000;
const SEED = 20_260_101;

/** What to synthesise and where to send it. */
export type BackfillSettings = {
  readonly endpoint: string;
  readonly ingestKey: string | undefined;
  readonly historyMs: number;
  readonly basePort: number;
  readonly say: (line: string) => void;
  /** Receives the progress line after every chunk. */
  readonly showProgress: (line: string, isLast: boolean) => void;
  readonly signal: AbortSignal;
};

type Totals = { spans: number; points: number; logs: number; rejected: number };

/** Every series of an instance. */
export function seriesOf(instanceId: string): Series[] {
  return [
    ...httpSeries(instanceId),
    ...runtimeSeries(instanceId),
    ...poolSeries(instanceId),
    ...librarySeries(instanceId),
  ];
}

function buildResources(): Map<string, Resource> {
  return new Map(
    SHOP_PROCESSES.map((entry) => [
      entry.instanceId,
      defaultResource().merge(resourceFromAttributes(buildResourceAttributes(entry))),
    ]),
  );
}

function* batches<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += BATCH_ROWS) yield rows.slice(at, at + BATCH_ROWS);
}

/** Serialises with one of the OTLP serializers and sends; counts what the server says it rejected. */
function createOutlets(send: Send, totals: Totals) {
  return {
    metrics: async (metrics: Parameters<typeof ProtobufMetricsSerializer.serializeRequest>[0]) => {
      const answer = await send(
        "metrics",
        ProtobufMetricsSerializer.serializeRequest(metrics) ?? new Uint8Array(),
      );
      totals.rejected += Number(
        ProtobufMetricsSerializer.deserializeResponse(answer).partialSuccess?.rejectedDataPoints ??
          0,
      );
    },
    spans: async (spans: Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0]) => {
      const answer = await send(
        "traces",
        ProtobufTraceSerializer.serializeRequest(spans) ?? new Uint8Array(),
      );
      totals.rejected += Number(
        ProtobufTraceSerializer.deserializeResponse(answer).partialSuccess?.rejectedSpans ?? 0,
      );
    },
    logs: async (logs: Parameters<typeof ProtobufLogsSerializer.serializeRequest>[0]) => {
      const answer = await send(
        "logs",
        ProtobufLogsSerializer.serializeRequest(logs) ?? new Uint8Array(),
      );
      totals.rejected += Number(
        ProtobufLogsSerializer.deserializeResponse(answer).partialSuccess?.rejectedLogRecords ?? 0,
      );
    },
  };
}

async function createChunkSender(settings: BackfillSettings, timeline: Timeline, totals: Totals) {
  const scopeVersions = await readScopeVersions([...SPAN_SCOPES, RUNTIME_SCOPE, HOST_SCOPE]);
  const resources = buildResources();
  const outlets = createOutlets(createSender(settings), totals);
  const metricWriters = [...resources].map(([instanceId, resource], at) =>
    createMetricWriter(
      resource,
      seriesOf(instanceId),
      scopeVersions,
      timeline,
      createRandom(SEED + at),
    ),
  );
  const writeTraces = createTraceWriter({
    resources,
    scopeVersions,
    timeline,
    basePort: settings.basePort,
    random: createRandom(SEED - 1),
  });
  return async (fromMs: number, toMs: number) => {
    for (const writer of metricWriters) {
      const { metrics, pointCount } = writer.write(fromMs, toMs);
      if (pointCount === 0) continue;
      await outlets.metrics(metrics);
      totals.points += pointCount;
    }
    const chunk = writeTraces(fromMs, toMs);
    for (const spans of batches(chunk.spans)) await outlets.spans(spans);
    for (const logs of batches(chunk.logs)) await outlets.logs(logs);
    totals.spans += chunk.spans.length;
    totals.logs += chunk.logs.length;
  };
}

/**
 * Sends a synthesised past up to now, oldest first. Rejects with BackfillError when the endpoint is away, refuses, or stays
 * overloaded, and with an AbortError when `signal` fires.
 */
export async function runBackfill(settings: BackfillSettings): Promise<void> {
  const startedMs = Date.now();
  const timeline = createTimeline(
    startedMs,
    settings.historyMs,
    -new Date(startedMs).getTimezoneOffset(),
  );
  const totals: Totals = { spans: 0, points: 0, logs: 0, rejected: 0 };
  const sendChunk = await createChunkSender(settings, timeline, totals);
  for (let fromMs = timeline.startMs; fromMs < timeline.endMs; fromMs += CHUNK_MS) {
    settings.signal.throwIfAborted();
    const toMs = Math.min(fromMs + CHUNK_MS, timeline.endMs);
    await sendChunk(fromMs, toMs);
    settings.showProgress(
      formatProgress({
        doneMs: toMs - timeline.startMs,
        totalMs: settings.historyMs,
        rows: totals.spans + totals.points + totals.logs,
        elapsedMs: Date.now() - startedMs,
      }),
      toMs === timeline.endMs,
    );
  }
  const count = (value: number) => value.toLocaleString("en");
  settings.say(
    `history sent in ${formatDuration(Date.now() - startedMs)}: ${count(totals.spans)} spans, ${count(totals.points)} metric points, ${count(totals.logs)} logs`,
  );
  settings.say(
    `it holds one incident: orders waited for database connections from ${new Date(timeline.incident.startMs).toISOString()} on`,
  );
  if (totals.rejected > 0)
    settings.say(
      `the server rejected ${count(totals.rejected)} of these rows; its own log says why`,
    );
}
