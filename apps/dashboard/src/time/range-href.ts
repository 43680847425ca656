const CARRIED = ["from", "to", "refresh"];

/** `href` with the time range of the current search added, unless it brings its own. */
export function withRange(href: string, search: URLSearchParams): string {
  const [path = "", query = ""] = href.split("?", 2);
  const next = new URLSearchParams(query);
  const ownsRange = next.has("from") || next.has("to");
  for (const key of CARRIED) {
    const value = search.get(key);
    if (value === null || next.has(key) || (ownsRange && key !== "refresh")) continue;
    next.set(key, value);
  }
  const text = next.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** A path with a query string; undefined, null and empty values are left out, lists become JSON. */
export function hrefTo(
  path: string,
  query: Readonly<Record<string, string | number | readonly unknown[] | null | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue;
    search.set(key, typeof value === "object" ? JSON.stringify(value) : String(value));
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}
