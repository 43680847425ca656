import {
  Activity,
  BellRing,
  ChartLine,
  LayoutDashboard,
  ListTree,
  ScrollText,
  Settings,
  Siren,
  type LucideIcon,
} from "lucide-react";

/** One page of the navigation; `keys` is its keyboard shortcut. */
export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys: string;
  readonly group: "observe" | "alerts" | "settings";
}

/** The pages of the left navigation, in order. */
export const navItems: readonly NavItem[] = [
  { href: "/", label: "Overview", icon: LayoutDashboard, keys: "g o", group: "observe" },
  { href: "/services", label: "Services", icon: Activity, keys: "g s", group: "observe" },
  { href: "/traces", label: "Traces", icon: ListTree, keys: "g t", group: "observe" },
  { href: "/logs", label: "Logs", icon: ScrollText, keys: "g l", group: "observe" },
  { href: "/metrics", label: "Metrics", icon: ChartLine, keys: "g m", group: "observe" },
  { href: "/incidents", label: "Incidents", icon: Siren, keys: "g i", group: "alerts" },
  { href: "/alerts/rules", label: "Alert rules", icon: BellRing, keys: "g a", group: "alerts" },
  { href: "/settings", label: "Settings", icon: Settings, keys: "g e", group: "settings" },
];

/** True when `pathname` is the item's page or below it. */
export function isCurrent(href: string, pathname: string): boolean {
  if (href === "/") return pathname === "/";
  // Rules are the front page of alerts.
  const root = href === "/alerts/rules" ? "/alerts" : href;
  return pathname === root || pathname.startsWith(`${root}/`);
}
