"use client";
import type { Alert } from "@headroom/contracts";
import { formatElapsed } from "@/format/elapsed";
import { formatInstant } from "@/format/instant";
import { formatValue } from "@/format/unit";
import { LabelList } from "@/features/rules/label-list";
import { describeDataStatus } from "@/features/rules/rule-words";
import { SeverityBadge, StateBadge } from "@/features/rules/state-badge";
import { RangeLink } from "@/time/range-link";
import { describeEvidence } from "./evidence-words";
import { ownLabels } from "./own-labels";

/** One alert with what made it so. */
export function AlertRow({ alert, unit, nowMs }: { alert: Alert; unit: string; nowMs: number }) {
  const sinceMs = Date.parse(alert.since);
  const trouble = describeDataStatus(alert.dataStatus, null, "hold");
  return (
    <li className="grid gap-x-3 gap-y-1 px-3 py-2 md:grid-cols-[6.5rem_5rem_minmax(0,1fr)_6rem_7rem]">
      <span className="flex gap-1">
        <StateBadge state={alert.state} severity={alert.severity} />
        <span className="md:hidden">
          <SeverityBadge severity={alert.severity} />
        </span>
      </span>
      <span className="max-md:hidden">
        <SeverityBadge severity={alert.severity} />
      </span>
      <div className="flex min-w-0 flex-col gap-1">
        <RangeLink
          data-row-link
          href={
            alert.incidentId === null
              ? `/alerts/rules/${alert.ruleId}`
              : `/incidents/${alert.incidentId}`
          }
          className="font-medium break-words hover:underline"
        >
          {alert.ruleName}
        </RangeLink>
        <LabelList labels={ownLabels(alert.labels)} />
        {alert.evidence !== null && (
          <p className="text-xs break-words text-muted-foreground">
            {describeEvidence(alert.evidence, unit)}
          </p>
        )}
        {trouble !== null && <p className="text-xs text-warning">{trouble}</p>}
      </div>
      <span className="font-medium md:text-right">
        <span className="font-normal text-muted-foreground md:hidden">Now </span>
        {alert.value === null ? "No value" : formatValue(alert.value, unit)}
      </span>
      <time
        dateTime={alert.since}
        title={`Since ${formatInstant(sinceMs)}`}
        className="text-xs text-muted-foreground md:text-right"
      >
        for {formatElapsed(nowMs - sinceMs)}
      </time>
    </li>
  );
}
