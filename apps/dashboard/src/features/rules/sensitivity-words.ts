const LEVELS = [
  { upTo: 0.15, name: "Only the strongest", meaning: "Few alerts; small changes go unnoticed." },
  { upTo: 0.4, name: "Strong", meaning: "Only clear deviations count." },
  { upTo: 0.6, name: "Balanced", meaning: "Rare values count, usual noise does not." },
  { upTo: 0.85, name: "Fine", meaning: "Smaller deviations count; expect some noise." },
  { upTo: 1, name: "The slightest", meaning: "Nearly every deviation counts; expect many alerts." },
] as const;

/** A sensitivity from 0 to 1 in words. */
export function describeSensitivity(sensitivity: number): { name: string; meaning: string } {
  const { name, meaning } = LEVELS.find(({ upTo }) => sensitivity <= upTo) ?? LEVELS[4];
  return { name, meaning };
}
