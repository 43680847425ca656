"use client";
import { ChevronRight, Search } from "lucide-react";
import { usePathname } from "next/navigation";
import { Kbd } from "@/components/ui/kbd";
import { RangeLink } from "@/time/range-link";
import { RefreshControl } from "@/time/refresh-control";
import { TimeRangePicker } from "@/time/time-range-picker";
import { breadcrumbOf } from "./breadcrumb";
import { ThemeMenu } from "./theme-menu";
import { UserMenu } from "./user-menu";

// Pages about what is so now or about one trace, not about a range of time.
const TIMELESS = /^\/(?:settings|alerts|incidents|patterns|capacity|traces\/[^/]+)(?:\/|$)/;

/** The bar above every page: where one is, search, time range, refresh, theme, user. */
export function Header({ onSearch }: { onSearch: () => void }) {
  const pathname = usePathname();
  const timeless = TIMELESS.test(pathname);
  return (
    <header className="sticky top-0 z-30 flex min-h-12 flex-wrap items-center gap-x-2 gap-y-1.5 border-b bg-surface px-3 py-1.5 md:px-4">
      <Breadcrumb pathname={pathname} />
      <div className="order-2 flex items-center gap-1 md:order-3">
        <button
          type="button"
          onClick={onSearch}
          aria-keyshortcuts="Control+K Meta+K"
          className="flex h-8 items-center gap-2 rounded-md border border-border px-2 text-xs text-muted-foreground hover:bg-muted"
        >
          <Search className="size-3.5" aria-hidden />
          <span className="sr-only lg:not-sr-only">Search</span>
          <Kbd className="hidden lg:inline-flex">Ctrl K</Kbd>
        </button>
        <ThemeMenu />
        <UserMenu />
      </div>
      {!timeless && (
        <div className="order-3 flex w-full items-center gap-1.5 md:order-2 md:w-auto">
          <TimeRangePicker />
          <RefreshControl />
        </div>
      )}
    </header>
  );
}

function Breadcrumb({ pathname }: { pathname: string }) {
  const crumbs = breadcrumbOf(pathname);
  return (
    <nav aria-label="Breadcrumb" className="order-1 min-w-0 flex-1">
      <ol className="flex min-w-0 items-center gap-1 text-sm">
        {crumbs.map(({ label, href }, index) => (
          <li key={`${index}-${label}`} className="flex min-w-0 items-center gap-1">
            {index > 0 && (
              <ChevronRight className="size-3.5 shrink-0 text-muted-foreground" aria-hidden />
            )}
            {href === null ? (
              <span
                className={
                  index === crumbs.length - 1 ? "truncate font-medium" : "text-muted-foreground"
                }
                {...(index === crumbs.length - 1 ? { "aria-current": "page" as const } : {})}
              >
                {label}
              </span>
            ) : (
              <RangeLink href={href} className="text-muted-foreground hover:text-foreground">
                {label}
              </RangeLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
