"use client";
import type { Alert as FiringAlert } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { Alert } from "@/components/ui/alert";
import { formatAgo } from "@/format/instant";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";

const SHOWN = 5;
const POLL_MS = 15_000;

/** The first alerts of a service that fire now; asked again by itself. */
export function useFiringAlerts(service: string) {
  return useQuery({
    ...apiQuery("listAlerts", { query: { service, state: "firing", limit: SHOWN } }),
    refetchInterval: POLL_MS,
  });
}

/** The alerts of a service that fire now, each a link to its incident or rule. */
export function FiringAlerts({ service, count }: { service: string; count: number }) {
  const { toMs } = useTimeRange();
  const alerts = useFiringAlerts(service);
  const items = alerts.data?.items ?? [];
  if (items.length === 0) return null;
  const nowMs = Math.max(toMs, alerts.dataUpdatedAt);
  const worst = items.some(({ severity }) => severity === "critical") ? "critical" : "warning";
  return (
    <Alert
      tone={worst}
      title={
        count === 1 ? "1 alert is firing" : `${Math.max(count, items.length)} alerts are firing`
      }
    >
      <ul>
        {items.map((alert) => (
          <li key={alert.id}>
            <RangeLink href={alertHref(alert)} className="font-medium underline underline-offset-2">
              {alert.ruleName}
            </RangeLink>
            {` ${labelWords(alert.labels)} · ${alert.severity} · since ${formatAgo(Date.parse(alert.since), nowMs)}`}
          </li>
        ))}
      </ul>
      {count > items.length && (
        <RangeLink
          href={hrefTo("/alerts/active", { service })}
          className="underline underline-offset-2"
        >
          {count - items.length} more
        </RangeLink>
      )}
    </Alert>
  );
}

function alertHref({ incidentId, ruleId }: FiringAlert): string {
  return incidentId === null ? `/alerts/rules/${ruleId}` : `/incidents/${incidentId}`;
}

function labelWords(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key} ${value}`)
    .join(", ");
}
