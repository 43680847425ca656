"use client";
import type { Rule } from "@headroom/contracts";
import { GraduationCap, TriangleAlert } from "lucide-react";
import { Switch } from "@/components/ui/switch";
import { TableCell, TableRow } from "@/components/ui/table";
import { formatAgo, formatInstant } from "@/format/instant";
import { RangeLink } from "@/time/range-link";
import { BuiltInBadge, KindBadge } from "./kind-badge";
import { RuleMenu } from "./rule-menu";
import { describeCounts } from "./rule-state";
import { describeDataStatus, describeRule } from "./rule-words";
import { SeverityBadge, StateBadge } from "./state-badge";
import { useRuleChanges } from "./use-rule-changes";

/** One rule of the list; the narrow form keeps state, name, switch and menu. */
export function RuleRow({
  rule,
  nowMs,
  unitOfRule,
}: {
  rule: Rule;
  nowMs: number;
  unitOfRule: (rule: Rule) => string;
}) {
  const { definition } = rule;
  const { enabled, setEnabled } = useRuleChanges(rule);
  const counts = describeCounts(rule);
  const trouble = describeDataStatus(rule.dataStatus, rule.lastError, definition.noData);
  const evaluatedMs = rule.lastEvaluatedAt === null ? null : Date.parse(rule.lastEvaluatedAt);
  return (
    <TableRow interactive className={enabled ? "" : "text-muted-foreground"}>
      <TableCell className="w-24 align-top">
        <div className="flex min-h-5 flex-col items-start gap-1">
          <StateBadge
            state={rule.state}
            severity={definition.severity}
            enabled={enabled}
            learning={rule.learning !== null}
          />
          <span className="md:hidden">
            <SeverityBadge severity={definition.severity} />
          </span>
        </div>
      </TableCell>
      <TableCell className="min-w-48 align-top">
        <RangeLink
          data-row-link
          href={`/alerts/rules/${rule.id}`}
          className="font-medium break-words hover:underline"
        >
          {definition.name}
        </RangeLink>{" "}
        <KindBadge kind={definition.kind} />
        <BuiltInBadge labels={definition.labels} />
        <p className="text-xs break-words text-muted-foreground">
          {describeRule(definition, unitOfRule(rule))}
        </p>
        {enabled && rule.learning !== null && (
          <p className="flex items-start gap-1 text-xs break-words text-info">
            <GraduationCap className="mt-0.5 size-3 shrink-0" aria-hidden />
            {rule.learning}
          </p>
        )}
        {enabled && trouble !== null && (
          <p className="flex items-start gap-1 text-xs break-words text-warning">
            <TriangleAlert className="mt-0.5 size-3 shrink-0" aria-hidden />
            {trouble}
          </p>
        )}
        {counts !== "" && <p className="text-xs md:hidden">{counts}</p>}
      </TableCell>
      <TableCell className="align-top max-md:hidden">
        <SeverityBadge severity={definition.severity} />
      </TableCell>
      <TableCell className="align-top whitespace-nowrap max-md:hidden">
        {counts === "" ? <span className="text-muted-foreground">None</span> : counts}
      </TableCell>
      <TableCell className="align-top whitespace-nowrap text-muted-foreground max-lg:hidden">
        {evaluatedMs === null ? (
          "Not yet"
        ) : (
          <time dateTime={rule.lastEvaluatedAt ?? ""} title={formatInstant(evaluatedMs)}>
            {formatAgo(evaluatedMs, nowMs)}
          </time>
        )}
      </TableCell>
      <TableCell className="w-10 align-top">
        <Switch
          checked={enabled}
          onCheckedChange={setEnabled}
          aria-label={`${definition.name} is evaluated`}
        />
      </TableCell>
      <TableCell className="w-10 py-0.5 pl-0 align-top">
        <RuleMenu rule={rule} />
      </TableCell>
    </TableRow>
  );
}
