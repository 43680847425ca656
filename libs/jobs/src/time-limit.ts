import { JobsError } from "./errors.ts";

/**
 * Waits for `work` at most `limitMs`.
 * @throws JobsError unavailable when the time is over or `work` fails
 */
export async function withTimeLimit<T>(
  work: Promise<T>,
  limitMs: number,
  what: string,
): Promise<T> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => timeout.reject(new Error(`no answer within ${limitMs} ms`)),
    limitMs,
  );
  try {
    return await Promise.race([work, timeout.promise]);
  } catch (error) {
    if (error instanceof JobsError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new JobsError(
      "unavailable",
      `${what}: ${reason}. Check that the database or Redis behind the job queue runs and can be reached.`,
      error,
    );
  } finally {
    clearTimeout(timer);
  }
}
