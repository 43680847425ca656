/** A shortcut: one key or two in a row, as `g s`. */
export interface Shortcut {
  readonly keys: string;
  readonly label: string;
}

// How long the second key of a sequence may take.
const SEQUENCE_MS = 1_200;

/** The first key of a sequence that waits for the second. */
export interface PendingKey {
  readonly key: string;
  readonly atMs: number;
}

/** Takes a key press: returns the shortcut it completes, if any, and the key that now waits. */
export function readKey<Item extends Shortcut>(
  shortcuts: readonly Item[],
  pending: PendingKey | null,
  key: string,
  nowMs: number,
): { readonly match: Item | null; readonly pending: PendingKey | null } {
  const inTime = pending !== null && nowMs - pending.atMs <= SEQUENCE_MS;
  const sequence = inTime ? `${pending.key} ${key}` : key;
  const match =
    shortcuts.find(({ keys }) => keys === sequence) ??
    shortcuts.find(({ keys }) => keys === key) ??
    null;
  if (match !== null) return { match, pending: null };
  const begins = shortcuts.some(({ keys }) => keys.startsWith(`${key} `));
  return { match: null, pending: begins ? { key, atMs: nowMs } : null };
}

/** True when a key press belongs to a field, a menu or a browser shortcut. */
export function belongsElsewhere(event: {
  readonly target: EventTarget | null;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly defaultPrevented: boolean;
}): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target as Partial<HTMLElement> | null;
  if (target?.isContentEditable === true) return true;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(target?.tagName ?? "")) return true;
  const inside = target?.closest?.('[role="dialog"],[role="menu"],[role="listbox"]') ?? null;
  return inside !== null;
}
