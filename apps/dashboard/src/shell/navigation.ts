import {
  Activity,
  BellRing,
  Boxes,
  ChartLine,
  Gauge,
  HardDriveDownload,
  LayoutDashboard,
  ListTree,
  ScrollText,
  Settings,
  Siren,
  Spline,
  Waypoints,
  type LucideIcon,
} from "lucide-react";

/** One page of the navigation; `keys` is its keyboard shortcut, `under` the paths it stands for. */
export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys: string;
  readonly group: "observe" | "alerts" | "settings";
  readonly under: readonly string[];
}

/** The pages of the left navigation, in order. */
export const navItems: readonly NavItem[] = [
  item("/", "Overview", LayoutDashboard, "g o", "observe"),
  item("/services", "Services", Activity, "g s", "observe"),
  item("/patterns", "Patterns", Boxes, "g p", "observe"),
  item("/capacity", "Capacity", Gauge, "g c", "observe"),
  item("/traces", "Traces", ListTree, "g t", "observe"),
  item("/logs", "Logs", ScrollText, "g l", "observe"),
  item("/metrics", "Metrics", ChartLine, "g m", "observe"),
  item("/trend", "Trend", Spline, "g r", "observe"),
  item("/correlation", "Correlation", Waypoints, "g x", "observe"),
  item("/alerts", "Incidents", Siren, "g i", "alerts", ["/incidents"]),
  item("/alerts/rules", "Alert rules", BellRing, "g a", "alerts"),
  item("/ingestion", "Ingestion", HardDriveDownload, "g n", "settings"),
  item("/settings", "Settings", Settings, "g e", "settings"),
];

/** The item whose badge counts open incidents. */
export const INCIDENTS_HREF = "/alerts";

function item(
  href: string,
  label: string,
  icon: LucideIcon,
  keys: string,
  group: NavItem["group"],
  more: readonly string[] = [],
): NavItem {
  return { href, label, icon, keys, group, under: [href, ...more] };
}

/** The item that `pathname` belongs to: the one with the longest matching path. */
export function currentItem(pathname: string): NavItem | null {
  let best: NavItem | null = null;
  let length = 0;
  for (const candidate of navItems) {
    for (const path of candidate.under) {
      if (path.length > length && isAt(path, pathname)) {
        best = candidate;
        length = path.length;
      }
    }
  }
  return best;
}

function isAt(path: string, pathname: string): boolean {
  if (path === "/") return pathname === "/";
  return pathname === path || pathname.startsWith(`${path}/`);
}
