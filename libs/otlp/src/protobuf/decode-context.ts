import type { GrowthGuard } from "../native/byte-sink.ts";
import { ByteSink } from "../native/byte-sink.ts";
import type { SeriesGuard } from "../cardinality/series-guard.ts";
import type { ItemLimits, TrimCounts } from "../item-limits.ts";
import type { RejectReason } from "../rejections.ts";
import { AttributeWriter } from "./attributes.ts";
import { SeriesProbe } from "./series-probe.ts";
import { TimeWindow } from "./time-window.ts";

/** What all decoders of one batch builder share. */
export interface DecodeContext {
  readonly guard: GrowthGuard;
  readonly attributes: AttributeWriter;
  /** Counts an item that was left out. */
  readonly reject: (reason: RejectReason, items: number) => void;
  /** What was left out of items of the running request. */
  readonly trims: { -readonly [Name in keyof TrimCounts]: TrimCounts[Name] };
  /** The times that items of the running request may have. */
  readonly times: TimeWindow;
  /** Absent where series are not limited. */
  readonly series: SeriesProbe | undefined;
}

/** Creates the shared parts; `reject` is called for every item that is left out. */
export function createDecodeContext(
  guard: GrowthGuard,
  reject: DecodeContext["reject"],
  limits: ItemLimits,
  seriesGuard: SeriesGuard | undefined,
): DecodeContext {
  const trims = { attributesDropped: 0, valuesTruncated: 0 };
  return {
    guard,
    attributes: new AttributeWriter(new ByteSink(guard), limits, trims),
    reject,
    trims,
    times: new TimeWindow(),
    series: seriesGuard === undefined ? undefined : new SeriesProbe(seriesGuard),
  };
}
