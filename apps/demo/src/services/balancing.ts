/** Hands out addresses in turn; an empty list is an error at the first call. */
export function createRoundRobin(addresses: readonly string[]): () => string {
  let next = 0;
  return () => {
    const address = addresses[next % addresses.length];
    next += 1;
    if (address === undefined) throw new Error("no instance to send the request to");
    return address;
  };
}

/** The canary's address for the given share of draws, otherwise the stable one. `random` is in [0, 1). */
export function chooseVersion(
  stable: string,
  canary: string,
  canaryShare: number,
  random: number,
): string {
  return random < canaryShare ? canary : stable;
}
