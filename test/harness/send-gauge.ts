/** Points of one gauge: Unix ms and value. */
export interface GaugeBatch {
  readonly service: string;
  readonly metric: string;
  readonly unit: string;
  readonly points: readonly (readonly [timeMs: number, value: number])[];
}

/** Points of one request; more are sent one request after the other. */
const MOST_POINTS = 5_000;

/** Sends a gauge by OTLP/HTTP JSON; throws unless all of it was acknowledged. */
export async function sendGauge(otlpHttpUrl: string, batch: GaugeBatch): Promise<void> {
  const { service, metric: name, unit, points } = batch;
  for (let start = 0; start < points.length; start += MOST_POINTS) {
    const dataPoints = points.slice(start, start + MOST_POINTS).map(([timeMs, asDouble]) => ({
      timeUnixNano: `${Math.round(timeMs)}000000`,
      asDouble,
    }));
    const resource = { attributes: [{ key: "service.name", value: { stringValue: service } }] };
    const metrics = [{ name, unit, gauge: { dataPoints } }];
    const response = await fetch(`${otlpHttpUrl}/v1/metrics`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] }),
      signal: AbortSignal.timeout(30_000),
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  }
}
