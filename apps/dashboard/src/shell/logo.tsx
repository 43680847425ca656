/** The mark: a ceiling, and a level with room below it. */
export function Logo() {
  return (
    <svg viewBox="0 0 20 20" className="size-5 shrink-0" aria-hidden>
      <rect x="2" y="2" width="16" height="2.5" rx="1" fill="var(--accent)" />
      <path d="M2 16.5l4-4 3.5 2.5L14 9l4 2.5V18H2z" fill="var(--foreground)" />
    </svg>
  );
}
