import { randomBytes } from "node:crypto";

export interface SpanBatch {
  readonly service: string;
  readonly count: number;
  readonly name?: string;
  readonly durationMs?: number;
  readonly isError?: boolean;
  /** Unix ms of the end of the spans; default now. */
  readonly endMs?: number;
}

/** An OTLP/JSON trace request with one server span for each trace. */
export function spanRequest(batch: SpanBatch): { body: string; traceIds: string[] } {
  const endNs = BigInt(batch.endMs ?? Date.now()) * 1_000_000n;
  const startNs = endNs - BigInt(Math.round((batch.durationMs ?? 10) * 1e6));
  const traceIds = Array.from({ length: batch.count }, () => randomBytes(16).toString("hex"));
  const spans = traceIds.map((traceId) => ({
    traceId,
    spanId: randomBytes(8).toString("hex"),
    name: batch.name ?? "GET /",
    kind: 2,
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(endNs),
    status: { code: batch.isError === true ? 2 : 0 },
  }));
  const resource = {
    attributes: [{ key: "service.name", value: { stringValue: batch.service } }],
  };
  return {
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }),
    traceIds,
  };
}

/** Sends server spans by OTLP/HTTP JSON; throws unless they were acknowledged. */
export async function sendSpans(otlpHttpUrl: string, batch: SpanBatch): Promise<string[]> {
  const { body, traceIds } = spanRequest(batch);
  const response = await fetch(`${otlpHttpUrl}/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return traceIds;
}
