/** What a local receiver got, and a way to wait for more. */
export interface Inbox<T> {
  readonly received: readonly T[];
  add(item: T): void;
  /** Resolves with the first item, past or future, that matches; fails after `limitMs`. */
  waitFor(matches: (item: T) => boolean, limitMs?: number): Promise<T>;
}

/** An empty inbox. `describe` words an item for the failure of a wait. */
export function createInbox<T>(describe: (item: T) => unknown): Inbox<T> {
  const received: T[] = [];
  const waiting = new Set<() => void>();
  return {
    received,
    add: (item) => {
      received.push(item);
      for (const look of waiting) look();
    },
    waitFor: (matches, limitMs = 60_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          const got = JSON.stringify(received.map(describe));
          reject(new Error(`Nothing that matches in ${limitMs} ms; got ${got}`));
        }, limitMs);
        const look = (): void => {
          const found = received.find(matches);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
