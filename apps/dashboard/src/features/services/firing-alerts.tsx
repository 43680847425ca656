"use client";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { formatAgo } from "@/format/instant";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";

const MOST = 10;

/** The alerts of a service that fire now, with links to their incident or rule. */
export function FiringAlerts({ service }: { service: string }) {
  const { refreshMs, toMs } = useTimeRange();
  const alerts = useQuery({
    ...apiQuery("listAlerts", { query: { service, state: "firing", limit: MOST } }),
    refetchInterval: refreshMs === 0 ? false : refreshMs,
  });
  return (alerts.data?.items ?? []).map((alert) => (
    <Alert
      key={alert.id}
      tone={alert.severity === "info" ? "info" : alert.severity}
      title={alert.ruleName}
      actions={
        <Button asChild size="sm">
          <RangeLink
            href={
              alert.incidentId === null
                ? `/alerts/rules/${alert.ruleId}`
                : `/incidents/${alert.incidentId}`
            }
          >
            {alert.incidentId === null ? "Open rule" : "Open incident"}
          </RangeLink>
        </Button>
      }
    >
      {alert.severity}, firing since {formatAgo(Date.parse(alert.since), toMs)}
    </Alert>
  ));
}
