import { fingerprintOf, windowOf, type Labels, type RuleDefinition } from "@headroom/alerting";
import type { RulePreview } from "@headroom/contracts";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { ApiError } from "../http/errors.ts";
import { formatError } from "../lifecycle/format-error.ts";
import { toIso, type Range } from "../telemetry/range.ts";
import { readHistory } from "./read-history.ts";

/** Series that a preview shows. */
export const SHOWN_SERIES = 20;

/** One group's value at each slot. */
export interface PreviewSeries {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly points: readonly (readonly [slotMs: number, value: number | null])[];
}

/** The slots of a range that a preview looks at. */
export interface PreviewSlots {
  readonly slots: readonly number[];
  readonly stepMs: number;
}

/** Slots at the rule's pace, left out evenly where there are more than `most`. */
export function slotsOf(rule: RuleDefinition, range: Range, most: number): PreviewSlots {
  const spanMs = range.toMs - range.fromMs;
  const stepMs = Math.max(rule.intervalMs, Math.ceil(spanMs / most / 1_000) * 1_000);
  const first = Math.ceil(range.fromMs / stepMs) * stepMs;
  const length = Math.floor((range.toMs - first) / stepMs) + 1;
  return { slots: Array.from({ length }, (_, index) => first + index * stepMs), stepMs };
}

/**
 * Reads the value that the live reader gives for the window of each slot.
 * @throws ApiError `invalid_request` when the signal can't be read
 */
export async function readSlots(
  queries: Pick<TelemetryQueries, "signalWindows">,
  rule: Pick<RuleDefinition, "signal" | "windowMs" | "evalDelayMs">,
  { slots, stepMs }: PreviewSlots,
): Promise<PreviewSeries[]> {
  const [firstMs] = slots;
  if (firstMs === undefined) return [];
  const { series } = await explainRefusal(() =>
    readHistory(queries, rule.signal, {
      windowMs: rule.windowMs,
      firstToMs: windowOf(rule, firstMs).toMs,
      stepMs,
      count: slots.length,
    }),
  );
  return series.map(({ labels, points }) => ({
    fingerprint: fingerprintOf(labels),
    labels,
    points: slots.map((slotMs, index) => [slotMs, points[index]?.[1] ?? null]),
  }));
}

/** Runs a read; what the store refuses is told to the one who asked. */
export async function explainRefusal<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new ApiError("invalid_request", formatError(error));
  }
}

type Firing = RulePreview["series"][number]["firing"];

/** Episodes as the API has them. */
export function presentEpisodes(
  episodes: readonly { readonly fromMs: number; readonly toMs: number | null }[],
): Firing {
  return episodes.map(({ fromMs, toMs }) => ({
    from: toIso(fromMs),
    to: toMs === null ? null : toIso(toMs),
  }));
}

/** Says that a preview looks less closely than the rule does; null when it does not. */
export function noteOnStep(rule: RuleDefinition, stepMs: number, missed: string): string | null {
  return stepMs > rule.intervalMs
    ? `The preview checks every ${stepMs / 1_000} s; live it is every ${rule.intervalMs / 1_000} s, so ${missed} may be missing here.`
    : null;
}
