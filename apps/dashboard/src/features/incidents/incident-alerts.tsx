"use client";
import type { IncidentDetail } from "@headroom/contracts";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { LabelList } from "@/features/rules/label-list";
import { formatInstant } from "@/format/instant";
import { formatValue } from "@/format/unit";
import { AlertEvidence } from "./alert-evidence";
import { describeAlertCounts } from "./incident-words";
import { ownLabels } from "./own-labels";

const SHOWN_AT_FIRST = 10;

/** The alerts of an incident, each with the evidence that made it fire. */
export function IncidentAlerts({ incident, unit }: { incident: IncidentDetail; unit: string }) {
  const [all, setAll] = useState(false);
  const shown = all ? incident.alerts : incident.alerts.slice(0, SHOWN_AT_FIRST);
  const more = incident.alerts.length - shown.length;
  return (
    <Card>
      <CardHeader title="Alerts" description={describeAlertCounts(incident)} />
      <ul className="divide-y border-t">
        {shown.map((alert) => (
          <li key={alert.alertId} className="flex flex-col gap-1 px-3 py-2">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Badge tone={alert.resolvedAt === null ? "critical" : "ok"}>
                {alert.resolvedAt === null ? "Firing" : "Resolved"}
              </Badge>
              <span className="font-medium">
                {alert.value === null ? "No value" : formatValue(alert.value, unit)}
              </span>
              <span className="text-xs text-muted-foreground">
                fired {formatInstant(Math.floor(Date.parse(alert.firedAt) / 1_000) * 1_000)}
              </span>
            </div>
            {alert.evidence !== null && <AlertEvidence evidence={alert.evidence} unit={unit} />}
            <LabelList labels={ownLabels(alert.labels)} />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <div className="border-t p-2 text-center">
          <Button size="sm" onClick={() => setAll(true)}>
            Show {more} more {more === 1 ? "alert" : "alerts"}
          </Button>
        </div>
      )}
    </Card>
  );
}
