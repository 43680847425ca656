import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell } from "@/shell/app-shell";
import { NAV_COOKIE } from "@/shell/nav-cookie";
import { SessionGate } from "@/shell/session-gate";
import { TimeRangeProvider } from "@/time/time-range";

/** Everything that is shown to who is signed in. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const navCollapsed = (await cookies()).get(NAV_COOKIE)?.value === "collapsed";
  return (
    <TimeRangeProvider>
      <AppShell navCollapsed={navCollapsed}>
        <SessionGate>{children}</SessionGate>
      </AppShell>
    </TimeRangeProvider>
  );
}
