/** A service's name from its path segment; a segment that is not well encoded is taken as it is. */
export function decodeName(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Link to a service's page. */
export function serviceHref(name: string): string {
  return `/services/${encodeURIComponent(name)}`;
}
