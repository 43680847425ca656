import type { ReactNode } from "react";
import { TimeRangeProvider } from "@/time/time-range";

/** Everything that is shown to who is signed in. */
export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <TimeRangeProvider>
      <main id="content">{children}</main>
    </TimeRangeProvider>
  );
}
