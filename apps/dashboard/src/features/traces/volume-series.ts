import type { ChartPoint, ChartSeries } from "@/components/charts/series-data";

/** Spans and, of them, errors per step. */
interface Volume {
  readonly spans: readonly ChartPoint[];
  readonly errors: readonly ChartPoint[];
}

/** Bars that stack to the number of spans: those without an error below, errors on top. */
export function splitVolume(volume: Volume): ChartSeries[] {
  const errorsAt = new Map(volume.errors);
  return [
    {
      id: "ok",
      label: "without error",
      tone: "accent",
      points: volume.spans.map(([t, spans]) => [
        t,
        spans === null ? null : Math.max(0, spans - (errorsAt.get(t) ?? 0)),
      ]),
    },
    { id: "errors", label: "with error", tone: "critical", points: volume.errors },
  ];
}

/** Sum of the values that are there. */
export function sumPoints(points: readonly ChartPoint[]): number {
  return points.reduce((sum, [, value]) => sum + (value ?? 0), 0);
}
