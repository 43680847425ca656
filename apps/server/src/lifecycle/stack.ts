import type { Logger } from "pino";

type Cleanup = () => Promise<void> | void;

/** Clean-ups run last in, first out, each with a time limit; one that fails does not stop the rest. */
export class LifecycleStack {
  readonly #cleanups: { name: string; run: Cleanup }[] = [];
  readonly #log: Logger;
  #stopping: Promise<void> | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Adds what undoes the step just taken. */
  push(name: string, run: Cleanup): void {
    this.#cleanups.push({ name, run });
  }

  /** Runs all clean-ups; called again it waits for the first call. */
  unwind(limitMs = 15_000): Promise<void> {
    this.#stopping ??= this.#run(limitMs);
    return this.#stopping;
  }

  async #run(limitMs: number): Promise<void> {
    for (let step = this.#cleanups.pop(); step !== undefined; step = this.#cleanups.pop()) {
      const { name, run } = step;
      const limit = Promise.withResolvers<never>();
      const timer = setTimeout(
        () => limit.reject(new Error(`not done after ${limitMs} ms`)),
        limitMs,
      );
      try {
        await Promise.race([run(), limit.promise]);
        this.#log.debug({ step: name }, "stopped");
      } catch (error) {
        this.#log.error({ step: name, err: error }, "stopping failed");
      } finally {
        clearTimeout(timer);
      }
    }
  }
}
