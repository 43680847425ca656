/** A page that was open lately. */
export interface RecentPage {
  readonly href: string;
  readonly label: string;
}

const KEY = "headroom.recent";
const KEPT = 8;

/** Puts a page first, once, and keeps the last eight. */
export function addRecent(pages: readonly RecentPage[], page: RecentPage): readonly RecentPage[] {
  return [page, ...pages.filter(({ href }) => href !== page.href)].slice(0, KEPT);
}

/** Reads what `writeRecent` stored; anything else counts as nothing. */
export function parseRecent(text: string | null): readonly RecentPage[] {
  try {
    const parsed: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(parsed) ? parsed.filter(isRecent).slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

function isRecent(value: unknown): value is RecentPage {
  const page = value as Partial<RecentPage> | null;
  return (
    typeof page?.label === "string" && typeof page.href === "string" && page.href.startsWith("/")
  );
}

/** The pages this browser had open, latest first. */
export function readRecent(): readonly RecentPage[] {
  try {
    return parseRecent(localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

/** Remembers a page; does nothing where the browser keeps no storage. */
export function rememberPage(page: RecentPage): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(addRecent(readRecent(), page)));
  } catch {
    // Private windows may refuse storage; the list is a convenience only.
  }
}
