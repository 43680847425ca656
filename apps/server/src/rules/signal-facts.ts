import type { Signal } from "@headroom/alerting";
import type { TelemetryQueries } from "@headroom/telemetry-store";

/** What a signal's numbers are. */
export interface SignalFacts {
  /** Unit (UCUM) as OpenTelemetry writes it; empty where unknown. */
  readonly unit: string;
  /** Whether a window twice as long gives twice the value: counts do, rates and levels don't. */
  readonly growsWithWindow: boolean;
}

const HISTOGRAMS: ReadonlySet<string> = new Set(["histogram", "exp_histogram", "summary"]);

/** Looks up what a signal's numbers are. */
export async function readSignalFacts(
  queries: Pick<TelemetryQueries, "findMetric">,
  signal: Signal,
): Promise<SignalFacts> {
  switch (signal.type) {
    case "logs":
      return { unit: "{record}", growsWithWindow: true };
    case "red": {
      const { measure } = signal;
      if (measure === "rate") return { unit: "{request}/s", growsWithWindow: false };
      if (measure === "errors") return { unit: "{error}", growsWithWindow: true };
      return { unit: measure === "error_ratio" ? "1" : "ms", growsWithWindow: false };
    }
    case "metric": {
      const { metric, aggregation } = signal;
      const found = await queries.findMetric({ metric });
      const unit = found?.unit ?? "";
      if (aggregation === "rate") return { unit: `${unit}/s`, growsWithWindow: false };
      if (aggregation === "count") return { unit: "1", growsWithWindow: true };
      const isTotal = aggregation === "sum" && HISTOGRAMS.has(found?.type ?? "");
      return { unit, growsWithWindow: aggregation === "increase" || isTotal };
    }
  }
}

const MOST_REMEMBERED = 1_000;
const REMEMBERED_MS = 10 * 60_000;

/** Reads facts and remembers them for ten minutes, at most 1,000. */
export type FactsReader = (signal: Signal) => Promise<SignalFacts>;

/** Creates a reader for evaluations, which ask for the same again and again. */
export function createFactsReader(
  queries: Pick<TelemetryQueries, "findMetric">,
  now: () => number,
): FactsReader {
  type Found = Awaited<ReturnType<TelemetryQueries["findMetric"]>>;
  const known = new Map<string, { readonly found: Found; readonly untilMs: number }>();
  const findMetric: TelemetryQueries["findMetric"] = async ({ metric }) => {
    const remembered = known.get(metric);
    if (remembered !== undefined && remembered.untilMs > now()) return remembered.found;
    const found = await queries.findMetric({ metric });
    known.delete(metric);
    // A metric that has not come yet may come any moment.
    if (found === undefined) return found;
    const oldest = known.size >= MOST_REMEMBERED ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    known.set(metric, { found, untilMs: now() + REMEMBERED_MS });
    return found;
  };
  return (signal) => readSignalFacts({ findMetric }, signal);
}
