/** Time in which a problem that comes again and again is said once. */
const QUIET_MS = 30_000;
/** Problems that are kept apart; beyond them, all may be said anew. */
const MAX_KINDS = 100;

/**
 * Lets a problem through when it is new, and again after half a minute with the number of times
 * that it came meanwhile. Numbers and ids in it make no difference.
 */
export function limitRepeats(
  say: (problem: string, timesBefore: number) => void,
  now: () => number,
): (problem: string) => void {
  const kinds = new Map<string, { saidMs: number; held: number }>();
  return (problem) => {
    const kind = problem.replaceAll(/[\da-f]*\d[\da-f]*/g, "#");
    const known = kinds.get(kind);
    if (known !== undefined && now() - known.saidMs < QUIET_MS) {
      known.held += 1;
      return;
    }
    if (kinds.size >= MAX_KINDS) kinds.clear();
    kinds.set(kind, { saidMs: now(), held: 0 });
    say(problem, known?.held ?? 0);
  };
}
