/** The text with its first letter large, but for measures that are written small: `p95 of cart`. */
export function capitalize(text: string): string {
  return /^p\d/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
