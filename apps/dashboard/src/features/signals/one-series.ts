import { ruleSignal } from "@headroom/contracts";
import { trimSignal } from "@/features/rules/trim-signal";
import type { Signal } from "@/features/rules/rule-types";
import { parseSignalParameter } from "@/features/rules/signal-parameter";

/** The same signal as one series: without groups. */
export function withoutGroups(signal: Signal): Signal {
  return { ...signal, groupBy: [] };
}

/**
 * One group of a signal as a series of its own: the group's labels become service, operation or
 * filters. A label the signal does not group by is left out, as is an empty value.
 */
export function narrowSignal(signal: Signal, labels: Readonly<Record<string, string>>): Signal {
  const given = Object.entries(labels).filter(
    ([key, value]) => value !== "" && (signal.groupBy as readonly string[]).includes(key),
  );
  if (signal.type === "red") return { ...signal, ...Object.fromEntries(given), groupBy: [] };
  const added = given
    .filter(([key]) => !signal.filters.some((one) => one.key === key && one.op === "="))
    .map(([key, value]) => ({ key, op: "=" as const, value }));
  return { ...signal, filters: [...signal.filters, ...added], groupBy: [] };
}

/** The signal of an address as one series; null where there is none or it cannot be read. */
export function readOneSeries(text: string | null): Signal | null {
  const signal = parseSignalParameter(text);
  return signal === null ? null : withoutGroups(signal);
}

/** A signal as it is being chosen, once it names something; null before. */
export function completeSignal(draft: Signal): Signal | null {
  return ruleSignal.safeParse(withoutGroups(trimSignal(draft))).data ?? null;
}

/** Whether two signals read the same. */
export function isSameSignal(one: Signal | null, other: Signal | null): boolean {
  return writeSignal(one) === writeSignal(other);
}

/** A signal for an address, keys in one order and without what is empty. */
export function writeSignal(signal: Signal | null): string {
  if (signal === null) return "";
  const entries = Object.entries(signal).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return JSON.stringify(Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))));
}
