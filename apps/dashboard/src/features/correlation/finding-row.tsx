"use client";
import type { CorrelationAnswer, CorrelationFinding } from "@headroom/contracts";
import { ShieldAlert } from "lucide-react";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { Badge } from "@/components/ui/badge";
import { serviceHref } from "@/features/services/service-name";
import { SignalActions } from "@/features/signals/signal-actions";
import { exploreHref } from "@/features/signals/signal-links";
import { statsOf } from "@/components/charts/series-data";
import { formatValue } from "@/format/unit";
import { RangeLink } from "@/time/range-link";
import { describeChance, describeLag, describeSign, formatScore, kindWords } from "./finding-words";
import { OverlayChart } from "./overlay-chart";

/** One series beside the target: how it moved, how sure that is, and where to go with it. */
export function FindingRow({
  finding,
  rank,
  target,
  range,
}: {
  finding: CorrelationFinding;
  rank: number;
  target: CorrelationAnswer["target"];
  range: { readonly fromMs: number; readonly toMs: number };
}) {
  const { name, service, signal, kind, guards } = finding;
  const words = kindWords[kind];
  const relation =
    kind === "none"
      ? ""
      : [describeSign(finding.sign), describeLag(finding.lagMs)].filter(Boolean).join(", ");
  const { last, max } = statsOf(finding.points);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_9.5rem] gap-x-4 gap-y-1.5 px-3 py-2 md:grid-cols-[1.5rem_minmax(0,1fr)_14rem_9.5rem] xl:grid-cols-[1.5rem_minmax(0,1fr)_20rem_9.5rem_auto]">
      <span className="text-right text-muted-foreground max-md:hidden">{rank}</span>
      <div className="flex min-w-0 flex-col gap-1 max-md:col-span-2">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <RangeLink href={exploreHref(signal)} className="font-medium break-words hover:underline">
            {name}
          </RangeLink>
          {service !== null && (
            <RangeLink
              href={serviceHref(service)}
              className="text-xs text-muted-foreground hover:underline"
            >
              {service}
            </RangeLink>
          )}
        </p>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
          <Badge tone={words.tone} title={words.meaning}>
            {words.name}
          </Badge>
          {relation !== "" && <span>{relation}</span>}
        </p>
        {kind === "same-measure" && guards.length === 0 && (
          <p className="text-xs text-muted-foreground">{words.meaning}</p>
        )}
        {guards.map((guard) => (
          <p key={guard.code} className="flex items-start gap-1 text-xs break-words">
            <ShieldAlert
              className="mt-0.5 size-3 shrink-0 text-muted-foreground"
              aria-label="Guard"
            />
            {guard.sentence}
          </p>
        ))}
      </div>
      <div className="min-w-0">
        <OverlayChart target={target} finding={finding} range={range} />
        <p className="text-2xs text-muted-foreground">
          Last {formatValue(last, finding.unit)}, highest {formatValue(max, finding.unit)}
        </p>
      </div>
      <Score finding={finding} />
      <div className="flex items-start max-xl:col-span-full md:max-xl:col-start-2">
        <SignalActions
          signal={signal}
          show={["explore", "trend", "correlation", "rule"]}
          icons
          of={name}
        />
      </div>
    </li>
  );
}

function Score({ finding }: { finding: CorrelationFinding }) {
  const { score, pValueAdjusted, kind } = finding;
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <p className="flex items-baseline gap-2">
        <ExplainPopover explanation={finding} label={finding.name}>
          <span className="font-semibold">{formatScore(score)}</span>
        </ExplainPopover>
        <span className="text-2xs text-muted-foreground">of 1</span>
      </p>
      <span aria-hidden className="block h-1.5 max-w-40 overflow-hidden rounded-xs bg-muted">
        <span
          className={kind === "none" ? "block h-full bg-input" : "block h-full bg-accent"}
          style={{ width: `${Math.min(1, score) * 100}%` }}
        />
      </span>
      {kind !== "same-measure" && (
        <p className="text-2xs whitespace-nowrap text-muted-foreground">
          Chance: {describeChance(pValueAdjusted)}
        </p>
      )}
    </div>
  );
}
