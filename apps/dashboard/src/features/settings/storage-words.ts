import type {
  FreedSignal,
  RetentionPolicy,
  RetentionResult,
  RetentionSignal,
  Storage,
  StorageEvent,
} from "@headroom/contracts";
import { capitalize } from "@/format/capitalize";
import { formatDay } from "@/format/instant";
import { countOf } from "@/format/plural";
import { formatBytes, formatRatio } from "@/format/unit";

/** Signals in the order and the words of the page. */
export const signalNames: Readonly<Record<RetentionSignal, string>> = {
  traces: "Traces",
  logs: "Logs",
  metrics: "Metrics",
  rollups: "Roll-ups",
};

/** The signals, in order. */
export const signals = Object.keys(signalNames) as readonly RetentionSignal[];

/** What goes, as `5 days of traces and 1 day of logs`; empty where nothing goes. */
export function describeFreed(freed: readonly FreedSignal[]): string {
  const parts = freed.map(
    ({ signal, days }) => `${countOf(days, "day")} of ${signalNames[signal].toLowerCase()}`,
  );
  return joinWords(parts);
}

/** The preview of a policy: `Frees 12.3 GiB: 5 days of traces.` */
export function describePreview({ bytes, signals: freed }: RetentionResult): string {
  if (freed.length === 0) return "Frees nothing now: no stored day is older than this.";
  return `Frees ${formatBytes(bytes)}: ${describeFreed(freed)}.`;
}

/** Where storage is going, in a sentence. */
export function describeGrowth({ bytesPerDay, daysToMark }: Storage["growth"]): string {
  if (bytesPerDay === null) return "How it grows is known after the first whole day.";
  const pace = `Telemetry brings ${formatBytes(bytesPerDay)} a day`;
  if (daysToMark === null) return `${pace}; at this pace no mark is reached within a year.`;
  if (daysToMark === 0) return `${pace}; the mark is reached.`;
  return `${pace}; at this pace the mark is reached in ${countOf(daysToMark, "day")}.`;
}

/** What happened, in a sentence. */
export function describeEvent(event: StorageEvent): string {
  switch (event.kind) {
    case "expired":
      return `Expired: ${describeFreed(event.signals)} (${formatBytes(event.bytes)}), ${daysOf(event)}.`;
    case "dropped_for_disk":
      return `Dropped to make room: ${describeFreed(event.signals)} (${formatBytes(event.bytes)}), ${daysOf(event)}.`;
    case "pressure":
      return pressureWords(event);
    case "policy_changed":
      return `${capitalize(event.by)} changed ${policyChange(event.from, event.to)}.`;
    case "failed":
      return `Dropping failed and is tried again: ${event.detail}`;
  }
}

/** The UTC days from a start to the end of the last: `3 Nov to 7 Nov`. */
export function daysOf({ from, to }: { readonly from: string; readonly to: string }): string {
  const first = formatDay(Date.parse(from), "utc");
  const last = formatDay(Date.parse(to) - 1, "utc");
  return first === last ? first : `${first} to ${last}`;
}

function pressureWords(event: Extract<StorageEvent, { kind: "pressure" }>): string {
  const use = `${formatRatio(event.usedShare)} used`;
  const mark = `mark ${formatRatio(event.markShare)}`;
  if (event.level === "ok") return `Storage is well below its mark again: ${use}, ${mark}.`;
  if (event.level === "near") return `Storage comes near its mark: ${use}, ${mark}.`;
  return `Storage is at its mark: ${use}, ${mark}.`;
}

function policyChange(from: RetentionPolicy, to: RetentionPolicy): string {
  const changes = signals
    .filter((id) => from[id] !== to[id])
    .map((id) => `${signalNames[id].toLowerCase()} from ${from[id]} to ${countOf(to[id], "day")}`);
  return changes.length === 0 ? "nothing" : joinWords(changes);
}

function joinWords(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}
