import { TelemetryStoreError } from "../errors.ts";

/** Lets `limit` tasks run at a time and `maxWaiting` wait in order; more are refused. */
export interface QuerySlots {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
}

/** Creates the gate; `run` throws `overloaded` when the waiting line is full. */
export function createQuerySlots(limit: number, maxWaiting: number): QuerySlots {
  let running = 0;
  const waiting: (() => void)[] = [];
  let idleWaiters: (() => void)[] = [];

  function leave(): void {
    const next = waiting.shift();
    if (next) return next();
    running -= 1;
    if (running > 0) return;
    for (const wake of idleWaiters) wake();
    idleWaiters = [];
  }

  async function enter(): Promise<void> {
    if (running < limit) {
      running += 1;
      return;
    }
    if (waiting.length >= maxWaiting) {
      throw new TelemetryStoreError(
        "overloaded",
        "Too many queries are waiting for the store. Try again in a few seconds.",
      );
    }
    // The slot of a finishing task is handed over, so `running` stays as it is.
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  return {
    async run(task) {
      await enter();
      try {
        return await task();
      } finally {
        leave();
      }
    },
    idle: () =>
      running === 0 ? Promise.resolve() : new Promise((resolve) => idleWaiters.push(resolve)),
  };
}
