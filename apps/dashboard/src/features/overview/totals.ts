import type { Service } from "@headroom/contracts";
import type { ChartPoint, ChartSeries } from "@/components/charts/series-data";

/** Requests and failed requests per second over all services. */
export interface Totals {
  readonly requests: readonly ChartSeries[];
  readonly requestRate: number;
  readonly errorRatio: number;
}

/** Adds up the services' own series; an instant that no service measured stays a gap. */
export function totalsOf(services: readonly Service[]): Totals {
  const requests = new Map<number, number | null>();
  const errors = new Map<number, number | null>();
  for (const { sparkline } of services) {
    const ratios = new Map(sparkline.errorRatio);
    for (const [t, rate] of sparkline.requestRate) {
      addAt(requests, t, rate);
      addAt(errors, t, rate === null ? null : rate * (ratios.get(t) ?? 0));
    }
  }
  const requestRate = sumOf(services, ({ red }) => red.requestRate);
  const errorRate = sumOf(services, ({ red }) => red.requestRate * red.errorRatio);
  return {
    requests: [
      { id: "requests", label: "Requests", points: pointsOf(requests) },
      { id: "errors", label: "Failed", points: pointsOf(errors), tone: "critical" },
    ],
    requestRate,
    errorRatio: requestRate === 0 ? 0 : errorRate / requestRate,
  };
}

function addAt(sums: Map<number, number | null>, t: number, value: number | null): void {
  const before = sums.get(t) ?? null;
  sums.set(t, value === null ? before : (before ?? 0) + value);
}

function pointsOf(sums: ReadonlyMap<number, number | null>): readonly ChartPoint[] {
  return [...sums.entries()].sort(([a], [b]) => a - b);
}

function sumOf(services: readonly Service[], value: (service: Service) => number): number {
  return services.reduce((sum, service) => sum + value(service), 0);
}
