"use client";
import { ChevronDown, ChevronRight, ListTree, Waypoints } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Signal } from "@/features/rules/rule-types";
import { serviceHref } from "@/features/services/service-name";
import { correlationHref, type LinkRange } from "@/features/signals/signal-links";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { EvidenceList } from "./evidence-list";
import { confidenceWords, formatTotal, reasonsOf, type Suspect } from "./suspect-words";

/** One suspect: how sure, why, and where to look; it opens to its evidence. */
export function SuspectRow({
  suspect,
  rank,
  share,
  range,
}: {
  suspect: Suspect;
  rank: number;
  /** Its points as a part of the strongest suspect's. */
  share: number;
  range: LinkRange;
}) {
  const { service, confidence, rule, isSymptom, evidence } = suspect;
  const [open, setOpen] = useState(rank === 1);
  const words = confidenceWords[confidence];
  const Icon = open ? ChevronDown : ChevronRight;
  const p95: Signal = { type: "red", measure: "p95", service, groupBy: [] };
  return (
    <li className="flex flex-col gap-1.5 px-3 py-2.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="w-4 text-muted-foreground">{rank}</span>
        <RangeLink
          href={hrefTo(serviceHref(service), { ...range })}
          className="font-semibold hover:underline"
        >
          {service}
        </RangeLink>
        <Badge tone={words.tone}>{words.name}</Badge>
        {isSymptom && <Badge tone="outline">Probably a symptom</Badge>}
        <span className="ml-auto flex items-center gap-2 text-xs text-muted-foreground">
          <span aria-hidden className="block h-1.5 w-20 overflow-hidden rounded-xs bg-muted">
            <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
          </span>
          {formatTotal(suspect.points)} points
        </span>
      </div>
      {!open && <p className="text-sm break-words">{reasonsOf(suspect)}</p>}
      <p className="text-xs break-words text-muted-foreground">{rule}</p>
      {open && <EvidenceList evidence={evidence} />}
      <div className="flex flex-wrap items-center gap-1">
        <Button
          size="sm"
          variant="ghost"
          className="-ml-2"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon /> {evidence.length} {evidence.length === 1 ? "piece" : "pieces"} of evidence
          <span className="sr-only"> on {service}</span>
        </Button>
        <Button asChild size="sm" variant="ghost">
          <RangeLink href={hrefTo("/traces", { service, sort: "slowest", ...range })}>
            <ListTree /> Traces
          </RangeLink>
        </Button>
        <Button asChild size="sm" variant="ghost">
          <RangeLink href={correlationHref(p95, range)}>
            <Waypoints /> What moved with its p95?
          </RangeLink>
        </Button>
      </div>
    </li>
  );
}
