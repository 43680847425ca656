/** A data point of an OTLP/JSON metric without its times and attributes. */
export interface SentPoint {
  readonly timeMs: number;
  readonly startMs?: number;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A metric to send; `shape` holds temporality and monotonicity. */
export interface SentMetric {
  readonly name: string;
  readonly unit?: string;
  readonly kind: "gauge" | "sum" | "histogram";
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly points: readonly SentPoint[];
}

const ns = (ms: number): string => String(BigInt(Math.round(ms)) * 1_000_000n);
const listAttributes = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));

/** Sends metrics of one instance over OTLP/HTTP and JSON. */
export async function sendMetrics(
  otlpHttpUrl: string,
  resource: Readonly<Record<string, string>>,
  metrics: readonly SentMetric[],
): Promise<void> {
  const response = await fetch(`${otlpHttpUrl}/v1/metrics`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      resourceMetrics: [
        {
          resource: { attributes: listAttributes(resource) },
          scopeMetrics: [
            {
              scope: { name: "sample" },
              metrics: metrics.map(({ name, unit = "1", kind, shape, points }) => ({
                name,
                unit,
                [kind]: {
                  ...shape,
                  dataPoints: points.map(({ timeMs, startMs, attributes = {}, data }) => ({
                    timeUnixNano: ns(timeMs),
                    ...(startMs === undefined ? {} : { startTimeUnixNano: ns(startMs) }),
                    attributes: listAttributes(attributes),
                    ...data,
                  })),
                },
              })),
            },
          ],
        },
      ],
    }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
}
