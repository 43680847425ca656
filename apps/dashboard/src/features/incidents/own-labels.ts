// Every alert carries these two; the page shows them in another place.
const SHOWN_ELSEWHERE = new Set(["alertname", "severity"]);

/** The labels of an alert without its rule's name and severity. */
export function ownLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !SHOWN_ELSEWHERE.has(key)));
}
