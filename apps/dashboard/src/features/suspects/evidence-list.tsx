"use client";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { cn } from "@/components/ui/class-names";
import {
  evidenceWords,
  formatPoints,
  sortEvidence,
  withoutName,
  type SuspectEvidence,
} from "./suspect-words";

/** The evidence of one suspect with its points; each opens to formula and inputs. */
export function EvidenceList({ evidence }: { evidence: readonly SuspectEvidence[] }) {
  const sorted = sortEvidence(evidence);
  const most = Math.max(1, ...sorted.map(({ points }) => Math.abs(points)));
  return (
    <ul className="flex flex-col gap-1.5 rounded-md bg-muted/50 px-2.5 py-2">
      {sorted.map((one, index) => (
        <li
          key={`${one.kind} ${index}`}
          className="grid grid-cols-[minmax(0,1fr)_6.5rem] gap-x-3 gap-y-0.5 sm:grid-cols-[6rem_minmax(0,1fr)_7.5rem]"
        >
          <span className="text-xs text-muted-foreground max-sm:col-span-2">
            {evidenceWords[one.kind]}
          </span>
          <span className="text-xs break-words">{withoutName(one.sentence, one.service)}</span>
          <span className="flex items-center gap-2 max-sm:self-start">
            <ExplainPopover explanation={one} label={evidenceWords[one.kind]}>
              <span className="inline-block w-9 text-right text-xs font-medium">
                {formatPoints(one.points)}
              </span>
            </ExplainPopover>
            <span aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-xs bg-muted">
              <span
                className={cn("block h-full", one.points < 0 ? "bg-input" : "bg-accent")}
                style={{ width: `${(Math.abs(one.points) / most) * 100}%` }}
              />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
