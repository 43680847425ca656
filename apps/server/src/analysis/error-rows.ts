import type { IncidentFacts } from "@headroom/analysis";
import {
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_VERSION,
} from "@opentelemetry/semantic-conventions";
import type { ErrorPlace, ErrorTotals } from "@headroom/telemetry-store";

type Rows = IncidentFacts["errorSpans"];
type Period = "baseline" | "window";

/** The services with more errors than before, most first: those worth a closer look. */
export function servicesWithNewErrors(totals: readonly ErrorTotals[], most: number): string[] {
  const excess = new Map<string, number>();
  for (const { service, baseline, window } of totals) {
    const expected = baseline.calls === 0 ? 0 : (baseline.errors / baseline.calls) * window.calls;
    excess.set(service, (excess.get(service) ?? 0) + window.errors - expected);
  }
  return [...excess]
    .filter(([, errors]) => errors >= 1)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([service]) => service);
}

/**
 * Errors by operation, and by version and instance where those were read. Single spans may be a
 * sample: they are scaled to the calls that the roll-up counted, so that services stay comparable.
 */
export function toErrorRows(totals: readonly ErrorTotals[], places: readonly ErrorPlace[]): Rows {
  const looked = new Set(places.map(({ service }) => service));
  const whole = totals.filter(({ service }) => !looked.has(service));
  const scaleOf = (service: string, period: Period): number => {
    const sum = (rows: readonly ErrorTotals[]): number =>
      rows.reduce((calls, each) => calls + (each.service === service ? each[period].calls : 0), 0);
    const read = sum(places);
    return read === 0 ? 1 : sum(totals) / read;
  };
  const scales = new Map(
    [...looked].map((service) => [
      service,
      { baseline: scaleOf(service, "baseline"), window: scaleOf(service, "window") },
    ]),
  );
  const scaled = ({ calls, errors }: ErrorTotals["window"], scale: number) => ({
    count: calls * scale,
    sum: errors * scale,
  });
  return [
    ...whole.map(({ service, operation, baseline, window }) => ({
      service,
      operation,
      baseline: scaled(baseline, 1),
      window: scaled(window, 1),
    })),
    ...places.map(({ service, operation, version, instance, baseline, window }) => ({
      service,
      operation,
      attributes: { [ATTR_SERVICE_VERSION]: version, [ATTR_SERVICE_INSTANCE_ID]: instance },
      baseline: scaled(baseline, scales.get(service)?.baseline ?? 1),
      window: scaled(window, scales.get(service)?.window ?? 1),
    })),
  ];
}
