import { hrefTo } from "@/time/range-href";

/** Link to a pattern of a service; `subject` picks one of several pools, queues and so on. */
export function patternHref(service: string, patternId: string, subject?: string): string {
  const path = `/patterns/${encodeURIComponent(service)}/${encodeURIComponent(patternId)}`;
  // The service itself is the subject of a pattern that has no part of its own.
  return hrefTo(path, { subject: subject === service ? undefined : subject });
}

/** Link to a record of the catalogue. */
export function recordHref(slug: string): string {
  return `/patterns/catalogue/${encodeURIComponent(slug)}`;
}

/** True for ids as P33 or P55a; slugs never look like one. */
export function isPatternId(text: string): boolean {
  return /^P\d{2}[ab]?$/.test(text);
}
