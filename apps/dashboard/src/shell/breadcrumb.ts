const NAMES: Readonly<Record<string, string>> = {
  "/": "Overview",
  "/services": "Services",
  "/traces": "Traces",
  "/logs": "Logs",
  "/metrics": "Metrics",
  "/patterns": "Patterns",
  "/patterns/catalogue": "Catalogue",
  "/capacity": "Capacity",
  "/trend": "Trend",
  "/correlation": "Correlation",
  "/alerts": "Alerts",
  "/alerts/active": "Active",
  "/alerts/rules": "Rules",
  "/incidents": "Incidents",
  "/ingestion": "Ingestion",
  "/settings": "Settings",
};
// Their ids tell a reader nothing; the page's title does.
const ONE_OF: Readonly<Record<string, string>> = {
  "/incidents": "Incident",
  "/alerts/rules": "Rule",
};
const HEX_ID = /^[0-9a-f]{16,}$|^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** One step of the way to the page; without `href` it is not a link. */
export interface Crumb {
  readonly label: string;
  readonly href: string | null;
}

/** The way to a page, from its path; the last crumb is the page itself. */
export function breadcrumbOf(pathname: string): readonly Crumb[] {
  const parts = pathname.split("/").filter((part) => part !== "");
  if (parts.length === 0) return [{ label: "Overview", href: null }];
  return parts.map((part, index) => {
    const path = `/${parts.slice(0, index + 1).join("/")}`;
    const last = index === parts.length - 1;
    const parent = `/${parts.slice(0, index).join("/")}`;
    return { label: NAMES[path] ?? labelOf(part, parent), href: last ? null : path };
  });
}

function labelOf(part: string, parent: string): string {
  const text = decode(part);
  if (HEX_ID.test(text)) return ONE_OF[parent] ?? `${text.slice(0, 8)}…`;
  if (text === "new" || text === "edit") return text === "new" ? "New" : "Edit";
  return text;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
