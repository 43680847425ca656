"use client";
import type { AttributeRanking } from "@headroom/contracts";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { Card, CardHeader } from "@/components/ui/card";
import { formatElapsed } from "@/format/elapsed";
import type { Signal } from "@/features/rules/rule-types";
import type { LinkRange } from "@/features/signals/signal-links";
import { AttributeExplanation } from "./attribute-explanation";
import { AttributeKeys } from "./attribute-keys";
import { attributeBars, formatContribution, measureNouns } from "./attribute-rows";

/** Which attribute values explain the change of the signal against the time just before. */
export function AttributeCard({
  ranking,
  signal,
  range,
}: {
  ranking: AttributeRanking;
  signal: Signal;
  range: LinkRange & { readonly fromMs: number; readonly toMs: number };
}) {
  const { measure, change, explanations } = ranking;
  const bars = attributeBars(explanations, measure);
  const before = formatElapsed(range.toMs - range.fromMs);
  return (
    <Card>
      <CardHeader
        title="Which attribute values explain the change"
        description={`This window against the ${before} before it`}
        actions={
          <ExplainPopover explanation={ranking} label={`Change in ${measureNouns[measure]}`}>
            <span className="font-semibold">
              {formatContribution(change, measure)}
              {measure === "latency" ? " spent" : ` ${measureNouns[measure]}`}
            </span>
          </ExplainPopover>
        }
      />
      {explanations.length === 0 ? (
        <p className="border-t px-3 py-3 text-sm">
          {ranking.sentence} The change is even over all of them: look at what they have in common.
        </p>
      ) : (
        <ol className="divide-y border-t">
          {explanations.map((explanation, index) => (
            <AttributeExplanation
              key={JSON.stringify(explanation.conditions)}
              explanation={explanation}
              bars={bars[index] ?? { expectedShare: 0, actualShare: 0 }}
              measure={measure}
              signal={signal}
              range={range}
            />
          ))}
        </ol>
      )}
      <AttributeKeys ranking={ranking} signal={signal} range={range} />
    </Card>
  );
}
