"use client";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import { Tooltip } from "@/components/ui/tooltip";
import { RangeLink } from "@/time/range-link";
import { IncidentBadge } from "./incident-badge";
import { Logo } from "./logo";
import { currentItem, INCIDENTS_HREF, navItems, type NavItem } from "./navigation";

/** The left navigation of wide windows; collapsed it shows icons only. */
export function SideNav({ collapsed, onToggle }: { collapsed: boolean; onToggle: () => void }) {
  const groups = [...new Set(navItems.map(({ group }) => group))];
  const ToggleIcon = collapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav
      aria-label="Main"
      className={cn(
        "sticky top-0 hidden h-dvh shrink-0 flex-col border-r bg-surface md:flex",
        collapsed ? "w-12" : "w-50",
      )}
    >
      <RangeLink
        href="/"
        className="flex h-12 shrink-0 items-center gap-2 px-3.5 font-semibold"
        aria-label="Headroom, overview"
      >
        <Logo />
        {!collapsed && <span>Headroom</span>}
      </RangeLink>
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-2 py-1">
        {groups.map((group) => (
          <ul key={group} className="flex flex-col gap-0.5">
            {navItems
              .filter((item) => item.group === group)
              .map((item) => (
                <li key={item.href}>
                  <SideNavLink item={item} collapsed={collapsed} />
                </li>
              ))}
          </ul>
        ))}
      </div>
      <button
        type="button"
        onClick={onToggle}
        aria-expanded={!collapsed}
        aria-label={collapsed ? "Expand navigation" : "Collapse navigation"}
        className="m-2 flex h-8 items-center gap-2 rounded-md px-2 text-muted-foreground hover:bg-muted hover:text-foreground"
      >
        <ToggleIcon className="size-4 shrink-0" />
        {!collapsed && <span className="flex-1 text-left text-xs">Collapse</span>}
        {!collapsed && <Kbd>[</Kbd>}
      </button>
    </nav>
  );
}

function SideNavLink({ item, collapsed }: { item: NavItem; collapsed: boolean }) {
  const pathname = usePathname();
  const current = currentItem(pathname) === item;
  const link = (
    <RangeLink
      href={item.href}
      {...(current ? { "aria-current": "page" as const } : {})}
      className={cn(
        "relative flex h-8 items-center gap-2.5 rounded-md px-2 text-muted-foreground hover:bg-muted hover:text-foreground",
        current && "bg-muted font-medium text-foreground",
      )}
    >
      <item.icon className="size-4 shrink-0" aria-hidden />
      <span className={collapsed ? "sr-only" : "flex-1 truncate"}>{item.label}</span>
      {item.href === INCIDENTS_HREF && <IncidentBadge compact={collapsed} />}
    </RangeLink>
  );
  if (!collapsed) return link;
  return (
    <Tooltip side="right" content={item.label}>
      {link}
    </Tooltip>
  );
}
