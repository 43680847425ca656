import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import type { Headroom } from "@headroom/contracts";
import { attributes, metricNames, scopeName } from "./result-names.ts";
import type { StoredReport } from "./stored-forms.ts";

/** A metric has one unit; these hold values of every unit and therefore state none. */
export const manyUnits = "";

/** One point of a gauge that results are recorded as; `atMs` absent: the time of the assessment. */
export interface Gauge {
  readonly name: string;
  readonly unit: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  readonly atMs?: number;
}

function listPatternGauges({ recognition, assessment }: StoredReport): Gauge[] {
  const { patternId, subject } = recognition;
  const labels = { [attributes.pattern]: patternId, [attributes.subject]: subject };
  return [
    ...(assessment.score === null
      ? []
      : [{ name: metricNames.score, unit: "1", labels, value: assessment.score }]),
    ...[...assessment.parts, ...assessment.learning].map(({ indicator, value }) => ({
      name: metricNames.indicator,
      unit: manyUnits,
      labels: { ...labels, [attributes.indicator]: indicator },
      value,
    })),
  ];
}

/** Attributes that recorded results of a resource carry. */
export function labelResource({ patternId, subject, resource }: Headroom): Record<string, string> {
  return {
    [attributes.pattern]: patternId,
    [attributes.subject]: subject,
    [attributes.resource]: resource,
  };
}

function listResourceGauges(resource: Headroom): Gauge[] {
  const labels = labelResource(resource);
  const values: readonly (readonly [string, string, number | null])[] = [
    [metricNames.used, manyUnits, resource.usedNow],
    [metricNames.limit, manyUnits, resource.limit],
    [metricNames.headroom, "%", resource.headroomPercent],
  ];
  return values.flatMap(([name, unit, value]) =>
    value === null ? [] : [{ name, unit, labels, value }],
  );
}

const attribute = ([key, stringValue]: readonly [string, string]) => ({
  key,
  value: { stringValue },
});

/**
 * An OTLP/JSON metrics request with the results of an assessment: one gauge point for each score,
 * indicator and resource, as the assessed service, in the scope `headroom`. Undefined where there is
 * nothing to record.
 */
export function composeResults(results: {
  readonly service: string;
  readonly atMs: number;
  readonly reports: readonly StoredReport[];
  readonly resources: readonly Headroom[];
}): Uint8Array | undefined {
  return composeGauges(results.service, results.atMs, [
    ...results.reports.flatMap(listPatternGauges),
    ...results.resources.flatMap(listResourceGauges),
  ]);
}

/** An OTLP/JSON metrics request with these gauge points; undefined where there are none. */
export function composeGauges(
  service: string,
  nowMs: number,
  points: readonly Gauge[],
): Uint8Array | undefined {
  const gauges = points.filter(({ value }) => Number.isFinite(value));
  if (gauges.length === 0) return undefined;
  const toNano = (ms: number) => String(BigInt(Math.round(ms)) * 1_000_000n);
  const metrics = Map.groupBy(gauges, ({ name }) => name);
  const request = {
    resourceMetrics: [
      {
        resource: { attributes: [attribute([ATTR_SERVICE_NAME, service])] },
        scopeMetrics: [
          {
            scope: { name: scopeName },
            metrics: [...metrics.values()].map((own) => ({
              name: own[0]?.name,
              unit: own[0]?.unit,
              gauge: {
                dataPoints: own.map(({ labels, value, atMs }) => ({
                  timeUnixNano: toNano(atMs ?? nowMs),
                  attributes: Object.entries(labels).map(attribute),
                  asDouble: value,
                })),
              },
            })),
          },
        ],
      },
    ],
  };
  return new TextEncoder().encode(JSON.stringify(request));
}
