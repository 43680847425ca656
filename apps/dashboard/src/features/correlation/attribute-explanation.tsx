"use client";
import type { AttributeRanking } from "@headroom/contracts";
import { ListTree } from "lucide-react";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { Button } from "@/components/ui/button";
import type { Signal } from "@/features/rules/rule-types";
import type { LinkRange } from "@/features/signals/signal-links";
import { RangeLink } from "@/time/range-link";
import { groupHref } from "./attribute-links";
import {
  amountOf,
  describeFinding,
  formatAmount,
  formatShare,
  nameConditions,
  type AttributeBars,
  type AttributeMeasure,
} from "./attribute-rows";
import { ExpectedBars } from "./expected-bars";

/** A group of attribute values that explains a part of the change. */
export function AttributeExplanation({
  explanation,
  bars,
  measure,
  signal,
  range,
}: {
  explanation: AttributeRanking["explanations"][number];
  bars: AttributeBars;
  measure: AttributeMeasure;
  signal: Signal;
  range: LinkRange;
}) {
  const href = groupHref(explanation.conditions, measure, signal, range);
  const name = nameConditions(explanation.conditions);
  return (
    <li className="grid items-center gap-x-4 gap-y-1.5 px-3 py-2.5 md:grid-cols-[minmax(0,1fr)_16rem_7rem_auto]">
      <div className="min-w-0">
        <p className="font-mono text-xs break-words">{name}</p>
        <p className="text-xs break-words text-muted-foreground">{describeFinding(explanation)}</p>
      </div>
      <ExpectedBars
        bars={bars}
        expected={formatAmount(explanation.expected, measure)}
        actual={formatAmount(amountOf(explanation.window, measure), measure)}
      />
      <p>
        <ExplainPopover explanation={explanation} label={name}>
          <span className="font-semibold">{formatShare(explanation.share)}</span>
        </ExplainPopover>
        <span className="block text-2xs text-muted-foreground">of the change</span>
      </p>
      {href !== null && (
        <Button asChild size="sm" variant="ghost">
          <RangeLink href={href}>
            <ListTree /> {signal.type === "logs" ? "Records" : "Traces"}
          </RangeLink>
        </Button>
      )}
    </li>
  );
}
