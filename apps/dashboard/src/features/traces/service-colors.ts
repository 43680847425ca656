const PALETTE_SIZE = 8;

/**
 * A CSS colour for each service. A name keeps its colour from trace to trace where it can; two
 * services share one only when there are more services than colours.
 */
export function assignServiceColors(services: readonly string[]): ReadonlyMap<string, string> {
  const names = [...new Set(services)].sort();
  const taken = new Set<number>();
  const colors = new Map<string, string>();
  for (const name of names) {
    let slot = hashName(name) % PALETTE_SIZE;
    if (taken.size < PALETTE_SIZE) while (taken.has(slot)) slot = (slot + 1) % PALETTE_SIZE;
    taken.add(slot);
    colors.set(name, `var(--series-${slot + 1})`);
  }
  return colors;
}

/** FNV-1a, 32 bit, over UTF-16 units. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
