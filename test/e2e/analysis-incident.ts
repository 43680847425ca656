import { createHash } from "node:crypto";

const minuteMs = 60_000;
const stepMs = 10_000;
/** How long the made-up past is, and how long ago the warehouse's queries became slow. */
const pastMs = 120 * minuteMs;
export const brokenForMs = 9 * minuteMs;
const newVersionForMs = 12 * minuteMs;

interface Span {
  readonly service: string;
  readonly version: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startMs: number;
  readonly durationMs: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

// The same numbers in every run: what is found must not depend on luck.
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const idOf = (text: string, bytes: number): string =>
  createHash("sha256")
    .update(text)
    .digest("hex")
    .slice(0, bytes * 2);

const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });
const ns = (ms: number): string => String(BigInt(Math.round(ms * 1_000)) * 1_000n);

/** An order: `shop` asks `stock`, which is slow in warehouse b from the fault on. */
function orderSpans(at: number, startMs: number, swing: number, isBroken: boolean): Span[] {
  const traceId = idOf(`order ${at}`, 16);
  const id = (name: string): string => idOf(`order ${at} ${name}`, 8);
  const warehouse = at % 2 === 0 ? "a" : "b";
  const stockMs = 20 + swing + (isBroken && warehouse === "b" ? 400 : 0);
  const attributes = { warehouse, "order.id": `o-${at}` };
  const base = { traceId, attributes };
  return [
    {
      ...base,
      service: "shop",
      version: "3.0",
      spanId: id("root"),
      name: "POST /orders",
      kind: 2,
      startMs,
      durationMs: stockMs + 12,
    },
    {
      ...base,
      service: "shop",
      version: "3.0",
      spanId: id("call"),
      parentSpanId: id("root"),
      name: "GET",
      kind: 3,
      startMs: startMs + 5,
      durationMs: stockMs + 2,
    },
    {
      ...base,
      service: "stock",
      version: "1.7",
      spanId: id("stock"),
      parentSpanId: id("call"),
      name: "GET /stock",
      kind: 2,
      startMs: startMs + 6,
      durationMs: stockMs,
    },
  ];
}

function aloneSpan(
  service: string,
  version: string,
  at: number,
  startMs: number,
  ms: number,
): Span {
  return {
    service,
    version,
    traceId: idOf(`${service} ${at}`, 16),
    spanId: idOf(`${service} ${at} root`, 8),
    name: "GET /",
    kind: 2,
    startMs,
    durationMs: ms,
  };
}

/**
 * Two hours of four services up to `nowMs`: `shop` calls `stock`, whose calls for warehouse b
 * become slow; `reports` gets a new version that changes nothing; `weather` has nothing to do
 * with it, but is noisy.
 */
function incidentSpans(nowMs: number): Span[] {
  const random = createRandom(7);
  const startMs = Math.floor((nowMs - pastMs) / stepMs) * stepMs;
  let swing = 0;
  return Array.from({ length: Math.floor((nowMs - startMs) / stepMs) - 1 }, (_, at) => {
    const atMs = startMs + at * stepMs;
    swing = Math.max(-8, Math.min(8, 0.9 * swing + 4 * (random() - 0.5)));
    const reports = nowMs - atMs <= newVersionForMs ? "2.0" : "1.9";
    return [
      ...orderSpans(at, atMs, swing + random(), nowMs - atMs <= brokenForMs),
      aloneSpan("reports", reports, at, atMs, 50 + 10 * random()),
      aloneSpan("weather", "1.0", at, atMs, 30 + 60 * random()),
    ];
  }).flat();
}

function toRequest(spans: readonly Span[]): unknown {
  const groups = Map.groupBy(spans, ({ service, version }) => `${service} ${version}`);
  return {
    resourceSpans: [...groups].map(([key, group]) => {
      const [service = "", version = ""] = key.split(" ");
      return {
        resource: {
          attributes: [attribute("service.name", service), attribute("service.version", version)],
        },
        scopeSpans: [
          {
            spans: group.map((span) => ({
              traceId: span.traceId,
              spanId: span.spanId,
              ...(span.parentSpanId === undefined ? {} : { parentSpanId: span.parentSpanId }),
              name: span.name,
              kind: span.kind,
              startTimeUnixNano: ns(span.startMs),
              endTimeUnixNano: ns(span.startMs + span.durationMs),
              attributes: Object.entries(span.attributes ?? {}).map(([k, v]) => attribute(k, v)),
            })),
          },
        ],
      };
    }),
  };
}

async function post(url: string, body: unknown): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
}

/** Sends the incident and two gauges, one that follows it and one that does not. */
export async function sendIncident(otlpHttpUrl: string, nowMs: number): Promise<void> {
  await post(`${otlpHttpUrl}/v1/traces`, toRequest(incidentSpans(nowMs)));
  const random = createRandom(11);
  const times = Array.from({ length: 240 }, (_, at) => nowMs - (240 - at) * 30_000);
  const gauge = (service: string, name: string, valueAt: (timeMs: number) => number) => ({
    resource: { attributes: [attribute("service.name", service)] },
    scopeMetrics: [
      {
        metrics: [
          {
            name,
            unit: "1",
            gauge: {
              dataPoints: times.map((timeMs) => ({
                timeUnixNano: ns(timeMs),
                asDouble: valueAt(timeMs),
              })),
            },
          },
        ],
      },
    ],
  });
  await post(`${otlpHttpUrl}/v1/metrics`, {
    resourceMetrics: [
      gauge("stock", "stock.locks.held", (timeMs) =>
        nowMs - timeMs <= brokenForMs ? 4 + 8 * random() : 2 + 6 * random(),
      ),
      gauge("weather", "weather.stations", () => 100 * random()),
    ],
  });
}
