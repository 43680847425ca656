import type { ReactNode } from "react";

/** What a preview found, in a sentence that is read out when it changes. */
export function PreviewVerdict({ updating, children }: { updating: boolean; children: ReactNode }) {
  return (
    <p className="font-medium" role="status">
      {children}
      {updating && <span className="font-normal text-muted-foreground"> Updating…</span>}
    </p>
  );
}
