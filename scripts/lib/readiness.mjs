const pollMs = 200;
const attemptTimeoutMs = 3000;

/**
 * Waits until an address answers as wanted.
 * @param {string} url
 * @param {(response: Response) => boolean} isReady
 * @param {{ timeoutMs: number, signal: AbortSignal }} options `signal` ends the waiting early.
 * @returns {Promise<{ ready: boolean, lastAnswer: string }>} `lastAnswer` is the body or the error
 *   of the last attempt, for the message when it never became ready.
 */
export async function waitUntilReady(url, isReady, { timeoutMs, signal }) {
  const deadline = performance.now() + timeoutMs;
  let lastAnswer = "no answer";
  while (!signal.aborted && performance.now() < deadline) {
    try {
      const response = await fetch(url, {
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(attemptTimeoutMs)]),
      });
      const body = await response.text();
      if (isReady(response)) return { ready: true, lastAnswer: body };
      lastAnswer = `status ${response.status} ${body.slice(0, 2000)}`;
    } catch (error) {
      lastAnswer = error instanceof Error ? `${error.message}` : String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return { ready: false, lastAnswer };
}
