"use client";
import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { cn } from "@/components/ui/class-names";
import { Sheet, SheetContent, SheetTrigger } from "@/components/ui/sheet";
import { RangeLink } from "@/time/range-link";
import { IncidentBadge } from "./incident-badge";
import { currentItem, INCIDENTS_HREF, navItems } from "./navigation";

const IN_BAR = new Set(["/", "/services", "/traces", INCIDENTS_HREF]);
const cell =
  "relative flex h-full w-full flex-col items-center justify-center gap-0.5 text-2xs text-muted-foreground";

/** The navigation of phones: four pages and a sheet with all of them. */
export function BottomBar() {
  const pathname = usePathname();
  const [open, setOpen] = useState(false);
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-40 grid h-14 grid-cols-5 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {navItems
        .filter(({ href }) => IN_BAR.has(href))
        .map((item) => {
          const current = currentItem(pathname) === item;
          return (
            <RangeLink
              key={item.href}
              href={item.href}
              {...(current ? { "aria-current": "page" as const } : {})}
              className={cn(cell, current && "font-medium text-accent")}
            >
              <span className="relative">
                <item.icon className="size-4.5" aria-hidden />
                {item.href === INCIDENTS_HREF && <IncidentBadge compact />}
              </span>
              {item.label}
            </RangeLink>
          );
        })}
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger className={cell}>
          <Menu className="size-4.5" aria-hidden />
          More
        </SheetTrigger>
        <SheetContent side="bottom" title="All pages">
          <ul className="grid grid-cols-2 gap-1">
            {navItems.map((item) => (
              <li key={item.href}>
                <RangeLink
                  href={item.href}
                  onClick={() => setOpen(false)}
                  className="flex h-11 items-center gap-2.5 rounded-md px-3 hover:bg-muted"
                >
                  <item.icon className="size-4 text-muted-foreground" aria-hidden />
                  {item.label}
                </RangeLink>
              </li>
            ))}
          </ul>
        </SheetContent>
      </Sheet>
    </nav>
  );
}
