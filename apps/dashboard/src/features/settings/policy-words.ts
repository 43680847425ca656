import type { EscalationPolicy } from "@headroom/contracts";
import { formatDurationMs } from "@/format/unit";

type Plan = Pick<EscalationPolicy, "levels" | "repeat">;

/** A policy in plain words: who is told when, what happens if nobody acknowledges. */
export function describePolicy(policy: Plan, channelNames: ReadonlyMap<string, string>): string {
  const sentences: string[] = [];
  let waitMs = 0;
  policy.levels.forEach((level, index) => {
    const told = listNames(level.channelIds, channelNames);
    if (told === "") {
      sentences.push(`Level ${index + 1} tells nobody and is skipped.`);
      return;
    }
    const first = waitMs === 0;
    sentences.push(
      first
        ? `At once tell ${told}.`
        : `If nobody acknowledges within ${durationWords(waitMs)}, tell ${told}.`,
    );
    waitMs = level.timeoutMs;
  });
  if (waitMs === 0) return "Tells nobody. Choose a channel for a level.";
  sentences.push(endWords(waitMs, policy.repeat));
  return sentences.join(" ");
}

function endWords(waitMs: number, repeat: number): string {
  const wait = `After another ${durationWords(waitMs)} without an answer`;
  const last = "every channel is told one last time";
  if (repeat === 0) return `${wait}, ${last}.`;
  return `${wait}, start over, ${repeat === 1 ? "once" : `${repeat} times`}; then ${last}.`;
}

function durationWords(ms: number): string {
  return Number.isFinite(ms) ? formatDurationMs(ms) : "…";
}

function listNames(ids: readonly string[], names: ReadonlyMap<string, string>): string {
  const known = [...new Set(ids)].map((id) => names.get(id) ?? "a deleted channel");
  const last = known.pop();
  if (last === undefined) return "";
  return known.length === 0 ? last : `${known.join(", ")} and ${last}`;
}
