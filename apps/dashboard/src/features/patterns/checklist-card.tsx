import type { PatternDetail } from "@headroom/contracts";
import { CircleCheck, CircleX, EyeOff, type LucideIcon } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";

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
        {sorted.map(({ id, text, check, verdict, evidence }) => {
          const { icon: Icon, className } = LOOKS[verdict];
          return (
            <li key={id} className="flex gap-2.5 border-t px-3 py-2">
              <Icon className={cn("mt-0.5 size-4 shrink-0", className)} aria-hidden />
              <div className="min-w-0">
                <p>
                  {text} <span className={cn("text-xs font-medium", className)}>{verdict}</span>
                </p>
                <p className="text-xs break-words text-muted-foreground">
                  {evidence === "" ? check : evidence}
                </p>
                {verdict === "cannot be seen" && evidence !== "" && (
                  <p className="text-2xs text-muted-foreground">To check by hand: {check}</p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
