const STEPS = [
  { ms: 86_400_000, unit: "d" },
  { ms: 3_600_000, unit: "h" },
  { ms: 60_000, unit: "min" },
  { ms: 1_000, unit: "s" },
] as const;

/**
 * A length of time exact to its second-largest unit, for people: `45 s`, `1 min 30 s`, `2 h 5 min`,
 * `4 d 3 h`. Below one second `850 ms`; negative lengths read `0 s`.
 */
export function formatElapsed(elapsedMs: number): string {
  if (!(elapsedMs > 0)) return "0 s";
  if (elapsedMs < 1_000) return `${Math.round(elapsedMs)} ms`;
  const first = STEPS.findIndex(({ ms }) => elapsedMs >= ms);
  const big = STEPS[first];
  if (big === undefined) return "0 s";
  const amount = Math.floor(elapsedMs / big.ms);
  const small = STEPS[first + 1];
  const rest = small === undefined ? 0 : Math.floor((elapsedMs - amount * big.ms) / small.ms);
  return rest === 0 ? `${amount} ${big.unit}` : `${amount} ${big.unit} ${rest} ${small?.unit}`;
}
