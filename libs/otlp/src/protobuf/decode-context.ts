import type { GrowthGuard } from "../native/byte-sink.ts";
import { ByteSink } from "../native/byte-sink.ts";
import type { RejectReason } from "../rejections.ts";
import { AttributeWriter } from "./attributes.ts";

/** What all decoders of one batch builder share. */
export interface DecodeContext {
  readonly guard: GrowthGuard;
  readonly attributes: AttributeWriter;
  /** Counts an item that was left out. */
  readonly reject: (reason: RejectReason, items: number) => void;
}

/** Creates the shared parts; `reject` is called for every item that is left out. */
export function createDecodeContext(
  guard: GrowthGuard,
  reject: DecodeContext["reject"],
): DecodeContext {
  return { guard, attributes: new AttributeWriter(new ByteSink(guard)), reject };
}
