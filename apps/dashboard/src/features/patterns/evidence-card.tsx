import type { PatternDetail } from "@headroom/contracts";
import type { ReactNode } from "react";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { readEvidence } from "./evidence-words";
import { formatShare } from "./pattern-health";

/** What speaks for the pattern, with the signals, and what would make it surer. */
export function EvidenceCard({
  detail,
  renderSignal,
}: {
  detail: PatternDetail;
  renderSignal: (signal: string) => ReactNode;
}) {
  const { evidence, missing, reason, pattern } = detail;
  return (
    <Card aria-label="Evidence">
      <CardHeader
        title="Why Headroom thinks so"
        description={`${formatShare(pattern.confidence)} sure. ${reason}`}
      />
      <ul>
        {evidence.map((item, index) => {
          const { text, value } = readEvidence(item);
          return (
            <li key={`${item.signal} ${index}`} className="border-t px-3 py-1.5">
              <p className="flex gap-3">
                <span className="min-w-0 flex-1">{text}</span>
                {value !== null && (
                  <span className="max-w-[50%] text-right font-medium break-words">{value}</span>
                )}
              </p>
              <p className="text-muted-foreground">{renderSignal(item.signal)}</p>
            </li>
          );
        })}
      </ul>
      {missing.length > 0 && (
        <CardContent className="border-t pt-2">
          <h3 className="text-xs font-semibold">Not in the telemetry</h3>
          <ul className="mt-1 flex flex-col gap-1 text-xs">
            {missing.map(({ signal, gain }) => (
              <li key={signal}>
                <span className="font-mono text-2xs break-all">{signal}</span>
                <span className="text-muted-foreground"> would add: {gain}</span>
              </li>
            ))}
          </ul>
        </CardContent>
      )}
    </Card>
  );
}
