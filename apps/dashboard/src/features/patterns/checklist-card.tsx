import type { PatternDetail } from "@headroom/contracts";
import { CircleCheck, CircleX, EyeOff, type LucideIcon } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { readChecklistItem } from "./evidence-words";
import { PatternNames } from "./pattern-names";

type Verdict = PatternDetail["checklist"][number]["verdict"];

const LOOKS: Readonly<Record<Verdict, { icon: LucideIcon; className: string; rank: number }>> = {
  "not met": { icon: CircleX, className: "text-critical", rank: 0 },
  met: { icon: CircleCheck, className: "text-ok", rank: 1 },
  "cannot be seen": { icon: EyeOff, className: "text-muted-foreground", rank: 2 },
};

/** Points to verify: what is not met first, then what is met, then what telemetry cannot show. */
export function ChecklistCard({ checklist }: { checklist: PatternDetail["checklist"] }) {
  const sorted = [...checklist].sort((a, b) => LOOKS[a.verdict].rank - LOOKS[b.verdict].rank);
  const count = (verdict: Verdict) => checklist.filter((item) => item.verdict === verdict).length;
  return (
    <Card aria-label="Checklist">
      <CardHeader
        title="Checklist"
        description={`${count("met")} met, ${count("not met")} not met, ${count("cannot be seen")} cannot be seen`}
      />
      <ul>
        {sorted.map((item) => {
          const { id, text, verdict } = item;
          const { icon: Icon, className } = LOOKS[verdict];
          const { found, byHand } = readChecklistItem(item);
          return (
            <li key={id} className="flex gap-2.5 border-t px-3 py-2">
              <Icon className={cn("mt-0.5 size-4 shrink-0", className)} aria-hidden />
              <div className="min-w-0">
                <p>
                  {text} <span className={cn("text-xs font-medium", className)}>{verdict}</span>
                </p>
                {found !== null && (
                  <p className="text-xs break-words text-muted-foreground">
                    <PatternNames text={found} />
                  </p>
                )}
                {byHand !== null && (
                  <p className="text-xs break-words text-muted-foreground">
                    To check by hand: <PatternNames text={byHand} />
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
