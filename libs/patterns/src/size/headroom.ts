import type { MeasuredInput } from "../assess/measurement.ts";
import type { SeriesPoint } from "../evidence/metric-evidence.ts";
import type { PatternId } from "../catalogue/types.ts";

/** What a resource is; together with its subject it names one row of the capacity page. */
export type ResourceKind =
  | "pool-connections"
  | "threads"
  | "event-loop"
  | "queue-workers"
  | "queue-depth"
  | "heap"
  | "cache-memory"
  | "replicas"
  | "scalability";

/** Model that says what is used at the peak. */
export type HeadroomModel = "little" | "growth" | "autoscaler" | "usl";

/**
 * Load now and at the forecast peak, in requests per second, and when the peak is. The used share
 * of a resource at the peak follows from the ratio of both.
 */
export interface PeakLoad {
  readonly nowPerS: number;
  readonly peakPerS: number;
  readonly atMs: number;
}

/** Why no headroom is given. The set is closed. */
export type HeadroomRefusal =
  | "no-limit"
  | "no-use"
  | "no-forecast"
  | "too-few-levels"
  | "no-saturation"
  | "poor-fit";

/** What to do about each refusal. */
export const headroomAdvice: Readonly<Record<HeadroomRefusal, string>> = {
  "no-limit": "No limit of this resource is in the telemetry: set it by hand, or emit it.",
  "no-use": "What is used of this resource is not in the telemetry: emit it.",
  "no-forecast": "Learning: there is no forecast of the load yet.",
  "too-few-levels":
    "Collect throughput at six or more numbers of instances, for example by a staircase test.",
  "no-saturation": "Raise the load until throughput no longer grows in proportion.",
  "poor-fit": "Use times of steady latency and one version only.",
};

/**
 * Headroom of one bounded resource. `usedNow` and `usedAtPeak` are in `unit`, as is `limit`;
 * `headroomPercent` is what is left of the limit at the peak, negative where the peak needs more.
 * Both are null while the peak or the limit is not known, and `refusal` says why.
 */
export interface Headroom {
  readonly patternId: PatternId;
  readonly resource: ResourceKind;
  readonly subject: string;
  readonly unit: string;
  readonly limit: number | null;
  readonly limitFrom: "telemetry" | "plateau" | "caller" | "model" | null;
  readonly usedNow: number | null;
  readonly usedAtPeak: number | null;
  readonly headroomPercent: number | null;
  readonly model: HeadroomModel;
  readonly refusal: HeadroomRefusal | null;
  /** What was used over the window, at most 60 points: the series whose forecast reaches the limit. */
  readonly usedPoints: readonly SeriesPoint[];
  /** The calculation in words and numbers. */
  readonly calculation: string;
  readonly inputs: readonly MeasuredInput[];
}

/** What a sizer found out about a resource; `usedAtPeak` is undefined while nothing forecasts it. */
export interface HeadroomParts {
  readonly patternId: PatternId;
  readonly resource: ResourceKind;
  readonly subject: string;
  readonly unit: string;
  readonly model: HeadroomModel;
  readonly limit: number | undefined;
  readonly limitFrom: NonNullable<Headroom["limitFrom"]>;
  readonly usedNow: number | undefined;
  readonly usedAtPeak: number | undefined;
  readonly usedPoints: readonly SeriesPoint[];
  readonly expression: string;
  readonly inputs: readonly MeasuredInput[];
}

function findRefusal({ limit, usedNow, usedAtPeak }: HeadroomParts): HeadroomRefusal | null {
  if (limit === undefined || !(limit > 0)) return "no-limit";
  if (usedNow === undefined) return "no-use";
  return usedAtPeak === undefined ? "no-forecast" : null;
}

/** Headroom of a resource from its parts: 100 · (limit − used at peak) / limit. */
export function computeHeadroom(parts: HeadroomParts): Headroom {
  const { expression, limit, usedNow, usedAtPeak, ...rest } = parts;
  const refusal = findRefusal(parts);
  const isSized = refusal === null && limit !== undefined && usedAtPeak !== undefined;
  const headroomPercent = isSized ? (100 * (limit - usedAtPeak)) / limit : null;
  return {
    ...rest,
    limit: limit ?? null,
    limitFrom: limit === undefined ? null : parts.limitFrom,
    usedNow: usedNow ?? null,
    usedAtPeak: isSized ? usedAtPeak : null,
    headroomPercent,
    refusal,
    calculation:
      headroomPercent === null
        ? headroomAdvice[refusal ?? "no-forecast"]
        : `${expression}; headroom = 100 · (limit − used at peak) / limit = ${headroomPercent.toFixed(1)} %`,
  };
}
