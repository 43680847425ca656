/** Draws from [0, 1); the same seed gives the same draws. */
export type Random = () => number;

/** A small seeded generator (32-bit multiply-and-xorshift); good enough for shapes, not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** A standard normal draw (Box–Muller). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A Poisson draw; above a mean of 40 the normal approximation, never below 0. */
export function drawPoisson(mean: number, random: Random): number {
  if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * drawNormal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** A log-normal draw with the given median; sigma is the spread of the logarithm. */
export function drawLogNormal(median: number, sigma: number, random: Random): number {
  return median * Math.exp(sigma * drawNormal(random));
}

/** `bytes` random bytes in hex. */
export function drawHex(bytes: number, random: Random): string {
  let text = "";
  for (let at = 0; at < bytes; at += 1)
    text += Math.floor(random() * 256)
      .toString(16)
      .padStart(2, "0");
  return text;
}
