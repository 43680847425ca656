import type { EscalationPolicy } from "@headroom/contracts";

const MINUTE_MS = 60_000;
const FIRST_MINUTES = "5";

/** One level of the form; minutes as typed. `key` is stable while levels are reordered. */
export interface LevelDraft {
  readonly key: number;
  readonly channelIds: readonly string[];
  readonly minutes: string;
}

/** What the policy form holds. */
export interface PolicyDraft {
  readonly name: string;
  readonly levels: readonly LevelDraft[];
  readonly repeat: string;
}

/** A form with one empty level, or one filled from a policy. */
export function policyDraft(policy: EscalationPolicy | null): PolicyDraft {
  if (policy === null) return { name: "", levels: [newLevel([])], repeat: "0" };
  return {
    name: policy.name,
    repeat: String(policy.repeat),
    levels: policy.levels.map(({ channelIds, timeoutMs }, key) => ({
      key,
      channelIds,
      minutes: String(timeoutMs / MINUTE_MS),
    })),
  };
}

/** One more level, empty. */
export function newLevel(levels: readonly LevelDraft[]): LevelDraft {
  const key = levels.reduce((most, level) => Math.max(most, level.key + 1), 0);
  return { key, channelIds: [], minutes: FIRST_MINUTES };
}

/** The levels with the one at `index` moved by one place; unchanged at the ends. */
export function moveLevel(
  levels: readonly LevelDraft[],
  index: number,
  direction: -1 | 1,
): readonly LevelDraft[] {
  const one = levels[index];
  const other = levels[index + direction];
  if (one === undefined || other === undefined) return levels;
  const moved = [...levels];
  moved[index] = other;
  moved[index + direction] = one;
  return moved;
}

/** The request body of a form; what is not a number becomes NaN, which the schema refuses. */
export function policyBody(draft: PolicyDraft) {
  return {
    name: draft.name,
    repeat: numberOf(draft.repeat),
    levels: draft.levels.map(({ channelIds, minutes }) => ({
      channelIds: [...channelIds],
      timeoutMs: Math.round(numberOf(minutes) * MINUTE_MS),
    })),
  };
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
