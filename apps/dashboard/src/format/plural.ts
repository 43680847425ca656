import { formatCount } from "./number";

/** The plural of an English noun as units name things: requests, queries, processes. */
export function pluralOf(noun: string): string {
  if (!/[a-z]$/.test(noun)) return noun;
  if (/(?:s|x|z|ch|sh)$/.test(noun)) return /[^s]s$/.test(noun) ? noun : `${noun}es`;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** A number of things: `1 span`, `12 spans`. */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${count === 1 ? noun : pluralOf(noun)}`;
}
