import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import type { Headroom } from "@headroom/contracts";
import { findPattern } from "@headroom/patterns";
import { attributes, metricNames, scopeName } from "./result-names.ts";
import type { StoredReport } from "./stored-forms.ts";

interface Gauge {
  readonly name: string;
  readonly unit: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

function listPatternGauges({ recognition, assessment }: StoredReport): Gauge[] {
  const { patternId, subject } = recognition;
  const labels = { [attributes.pattern]: patternId, [attributes.subject]: subject };
  const units = new Map(findPattern(patternId)?.indicators.map(({ id, unit }) => [id, unit]));
  return [
    ...(assessment.score === null
      ? []
      : [{ name: metricNames.score, unit: "1", labels, value: assessment.score }]),
    ...[...assessment.parts, ...assessment.learning].map(({ indicator, value }) => ({
      name: metricNames.indicator,
      unit: units.get(indicator) ?? "",
      labels: { ...labels, [attributes.indicator]: indicator },
      value,
    })),
  ];
}

function listResourceGauges(resource: Headroom): Gauge[] {
  const labels = {
    [attributes.pattern]: resource.patternId,
    [attributes.subject]: resource.subject,
    [attributes.resource]: resource.resource,
  };
  const values: readonly (readonly [string, string, number | null])[] = [
    [metricNames.used, resource.unit, resource.usedNow],
    [metricNames.limit, resource.unit, resource.limit],
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
  const gauges = [
    ...results.reports.flatMap(listPatternGauges),
    ...results.resources.flatMap(listResourceGauges),
  ].filter(({ value }) => Number.isFinite(value));
  if (gauges.length === 0) return undefined;
  const timeUnixNano = String(BigInt(Math.round(results.atMs)) * 1_000_000n);
  // Values of one name differ in unit, and the unit belongs to the metric.
  const metrics = Map.groupBy(gauges, ({ name, unit }) => `${name} ${unit}`);
  const request = {
    resourceMetrics: [
      {
        resource: { attributes: [attribute([ATTR_SERVICE_NAME, results.service])] },
        scopeMetrics: [
          {
            scope: { name: scopeName },
            metrics: [...metrics.values()].map((own) => ({
              name: own[0]?.name,
              unit: own[0]?.unit,
              gauge: {
                dataPoints: own.map(({ labels, value }) => ({
                  timeUnixNano,
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
