import type { IncidentDetail } from "@headroom/contracts";
import { Activity, BellRing, BookOpen, ListTree, ScrollText, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LabelList } from "@/features/rules/label-list";
import { describeCondition } from "@/features/rules/rule-words";
import { describeEscalation } from "./escalation-words";
import { incidentLinks, serviceOf } from "./incident-window";
import { ownLabels } from "./own-labels";
import type { IncidentSignal } from "./use-incident-signal";

/** Where to look next, and where the escalation stands. */
export function IncidentContext({
  incident,
  signal,
}: {
  incident: IncidentDetail;
  signal: IncidentSignal;
}) {
  const definition = signal.rule?.definition;
  const read = definition?.signal;
  const service = serviceOf(incident.labels, read?.service);
  const operation = incident.labels["operation"] ?? (read?.type === "red" ? read.operation : null);
  const links = incidentLinks(signal.window, {
    service,
    operation: operation ?? null,
    errorsOnly:
      read?.type === "red" && (read.measure === "errors" || read.measure === "error_ratio"),
  });
  return (
    <Card>
      <CardHeader title="Look next" />
      <CardContent className="flex flex-col gap-3">
        <ul className="grid grid-cols-2 gap-1.5 md:grid-cols-1">
          {incident.runbookUrl !== null && (
            <ContextLink icon={BookOpen} href={incident.runbookUrl} label="Runbook" outside />
          )}
          {links.service !== null && (
            <ContextLink icon={Activity} href={links.service} label={`Service ${service}`} />
          )}
          <ContextLink icon={ListTree} href={links.traces} label="Traces of the time" />
          <ContextLink icon={ScrollText} href={links.logs} label="Logs of the time" />
          {signal.ruleHref !== null && (
            <ContextLink
              icon={BellRing}
              href={signal.ruleHref}
              label={
                definition === undefined
                  ? "Rule"
                  : `Rule: ${describeCondition(definition, signal.unit)}`
              }
            />
          )}
        </ul>
        <div>
          <h3 className="text-xs font-medium">
            Escalation{incident.escalation !== null && `: ${incident.escalation.policyName}`}
          </h3>
          <p className="text-xs text-muted-foreground">
            {incident.escalation === null
              ? "The rule has no escalation policy; each channel is told once."
              : describeEscalation(incident.escalation)}
          </p>
        </div>
        <LabelList labels={ownLabels(incident.labels)} />
      </CardContent>
    </Card>
  );
}

function ContextLink({
  icon: Icon,
  href,
  label,
  outside = false,
}: {
  icon: LucideIcon;
  href: string;
  label: string;
  outside?: boolean;
}) {
  return (
    <li className="min-w-0">
      <Link
        href={href}
        prefetch={false}
        {...(outside ? { target: "_blank", rel: "noreferrer" } : {})}
        className="flex min-h-9 items-center gap-2 rounded-md border px-2 py-1 hover:bg-muted md:min-h-8"
      >
        <Icon className="size-3.5 shrink-0 text-muted-foreground" aria-hidden />
        <span className="min-w-0 break-words">{label}</span>
      </Link>
    </li>
  );
}
