"use client";
import { cn } from "@/components/ui/class-names";
import { RangeLink } from "@/time/range-link";

const tabs = {
  incidents: { label: "Incidents", href: "/alerts" },
  alerts: { label: "Alerts", href: "/alerts/active" },
  rules: { label: "Rules", href: "/alerts/rules" },
} as const;

/** The three pages about alerting, as tabs that are links. */
export function AlertTabs({ current }: { current: keyof typeof tabs }) {
  return (
    <nav aria-label="Alerting" className="flex gap-4 border-b">
      {Object.entries(tabs).map(([id, { label, href }]) => (
        <RangeLink
          key={id}
          href={href}
          {...(id === current ? { "aria-current": "page" as const } : {})}
          className={cn(
            "-mb-px flex h-9 items-center border-b-2 px-0.5 text-sm",
            id === current
              ? "border-accent text-foreground"
              : "border-transparent text-muted-foreground hover:text-foreground",
          )}
        >
          {label}
        </RangeLink>
      ))}
    </nav>
  );
}
