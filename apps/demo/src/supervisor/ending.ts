/** Ends the program once, undoing in reverse order what was set up. */
export type Ending = {
  readonly signal: AbortSignal;
  readonly hasBegun: () => boolean;
  readonly onEnd: (cleanup: () => void | Promise<void>) => void;
  /** Runs the cleanups and exits with the code of the first call. */
  readonly end: (code: number) => Promise<never>;
};

/** Creates the ending; `exit` is what leaves the process. */
export function createEnding(exit: (code: number) => never): Ending {
  const abort = new AbortController();
  const cleanups: (() => void | Promise<void>)[] = [];
  let ending: Promise<never> | undefined;
  const unwind = async (code: number): Promise<never> => {
    abort.abort();
    for (const cleanup of cleanups.toReversed()) await cleanup();
    return exit(code);
  };
  return {
    signal: abort.signal,
    hasBegun: () => ending !== undefined,
    onEnd: (cleanup) => void cleanups.push(cleanup),
    end: (code) => (ending ??= unwind(code)),
  };
}
