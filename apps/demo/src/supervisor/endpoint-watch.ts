const PROBE_INTERVAL_MS = 5_000;
const PROBE_TIMEOUT_MS = 3_000;

/** True when something answers HTTP at the endpoint, whatever the status. */
export async function isReachable(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/v1/traces`, {
      method: "OPTIONS",
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

/**
 * The line to print after a probe: once when the endpoint is first away, once when it is back. `wasReachable` is
 * undefined before the first probe.
 */
export function describeReachability(
  endpoint: string,
  wasReachable: boolean | undefined,
  reachable: boolean,
): string | undefined {
  if (!reachable && wasReachable !== false) {
    return `nothing answers at ${endpoint}: telemetry of the next seconds may be lost; trying again until it is there`;
  }
  return reachable && wasReachable === false
    ? `${endpoint} answers again: telemetry flows`
    : undefined;
}

/** Watches the endpoint and says when it goes away and comes back. Returns the function that stops watching. */
export function watchEndpoint(endpoint: string, say: (line: string) => void): () => void {
  let known: boolean | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const probe = async () => {
    const reachable = await isReachable(endpoint);
    if (stopped) return;
    const line = describeReachability(endpoint, known, reachable);
    known = reachable;
    if (line !== undefined) say(line);
    timer = setTimeout(() => void probe(), PROBE_INTERVAL_MS);
  };
  void probe();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
