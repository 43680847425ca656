import type { RetentionPolicy, RetentionSignal } from "@headroom/contracts";
import { signals } from "./storage-words";

/** What the retention form holds: days as typed. */
export type RetentionDraft = Readonly<Record<RetentionSignal, string>>;

/** A form filled from a policy. */
export function retentionDraft(policy: RetentionPolicy): RetentionDraft {
  return mapSignals((signal) => String(policy[signal]));
}

/** The policy of a form. What is no number becomes NaN, which the schema refuses. */
export function retentionOf(draft: RetentionDraft): RetentionPolicy {
  return mapSignals((signal) => {
    const text = draft[signal].trim();
    return text === "" ? Number.NaN : Number(text);
  });
}

function mapSignals<Value>(
  valueOf: (signal: RetentionSignal) => Value,
): Record<RetentionSignal, Value> {
  return Object.fromEntries(signals.map((signal) => [signal, valueOf(signal)])) as Record<
    RetentionSignal,
    Value
  >;
}
