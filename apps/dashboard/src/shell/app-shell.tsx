"use client";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useState, type ReactNode } from "react";
import { useRangeHref } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";
import { ApiAway } from "./api-away";
import { BottomBar } from "./bottom-bar";
import { breadcrumbOf } from "./breadcrumb";
import { CommandPalette } from "./command-palette";
import { Header } from "./header";
import { NAV_COOKIE } from "./nav-cookie";
import { navItems } from "./navigation";
import { rememberPage } from "./recent-pages";
import { ShortcutHelp } from "./shortcut-help";
import { SideNav } from "./side-nav";
import { StorageBanner } from "./storage-banner";
import { useShortcuts, type BoundShortcut } from "./use-shortcuts";

const YEAR_SECONDS = 31_536_000;

/** Navigation, header, palette and shortcuts around every page. */
export function AppShell({
  navCollapsed,
  children,
}: {
  navCollapsed: boolean;
  children: ReactNode;
}) {
  const [collapsed, setCollapsed] = useState(navCollapsed);
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  useRememberPage();

  const toggleNav = () => {
    const next = !collapsed;
    setCollapsed(next);
    document.cookie = `${NAV_COOKIE}=${next ? "collapsed" : "open"};path=/;max-age=${YEAR_SECONDS};samesite=lax`;
  };
  const shortcuts = useAppShortcuts(toggleNav, () => setHelping(true));
  useShortcuts(shortcuts, () => setSearching(true));

  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-accent-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <SideNav collapsed={collapsed} onToggle={toggleNav} />
      <div className="flex min-w-0 flex-1 flex-col">
        <Header onSearch={() => setSearching(true)} />
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 pb-16 outline-none md:pb-0">
          <ApiAway />
          <StorageBanner />
          {children}
        </main>
      </div>
      <BottomBar />
      <CommandPalette open={searching} onOpenChange={setSearching} />
      <ShortcutHelp open={helping} onOpenChange={setHelping} shortcuts={shortcuts} />
    </div>
  );
}

function useAppShortcuts(toggleNav: () => void, showHelp: () => void): readonly BoundShortcut[] {
  const router = useRouter();
  const hrefWithRange = useRangeHref();
  const range = useTimeRange();
  return [
    ...navItems.map(({ keys, label, href }) => ({
      keys,
      label,
      run: () => router.push(hrefWithRange(href)),
    })),
    { keys: "/", label: "Filter this page", run: focusPageSearch },
    { keys: "r", label: "Refresh now", run: range.refreshNow },
    { keys: ",", label: "Earlier", run: () => range.shift(-1) },
    { keys: ".", label: "Later", run: () => range.shift(1) },
    { keys: "z", label: "Zoom out in time", run: range.zoomOut },
    { keys: "[", label: "Collapse navigation", run: toggleNav },
    { keys: "?", label: "Show shortcuts", run: showHelp },
  ];
}

// Pages mark their filter field with this attribute.
function focusPageSearch(): void {
  document.querySelector<HTMLElement>("[data-page-search]")?.focus();
}

function useRememberPage(): void {
  const pathname = usePathname();
  useEffect(() => {
    const crumbs = breadcrumbOf(pathname);
    if (crumbs.length < 2) return;
    rememberPage({ href: pathname, label: crumbs.map(({ label }) => label).join(" / ") });
  }, [pathname]);
}
