import type { IncidentDetail } from "@headroom/contracts";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { RangeLink } from "@/time/range-link";
import {
  describeAttempt,
  describeDelivery,
  kindWords,
  type IncidentNotification,
} from "./notification-words";

const tones = { pending: "warning", delivered: "ok", failed: "critical" } as const;
const words = { pending: "Pending", delivered: "Delivered", failed: "Failed" } as const;

/** Who was told, over which channel, and how each try went. */
export function IncidentNotifications({
  incident,
  ruleHref,
}: {
  incident: IncidentDetail;
  /** Where the rule is shown; null where there is none any more. */
  ruleHref: string | null;
}) {
  const { notifications } = incident;
  return (
    <Card>
      <CardHeader title="Notifications" />
      {notifications.length === 0 ? (
        <CardContent className="text-xs text-muted-foreground">
          Nobody was told.
          {ruleHref !== null && (
            <>
              {" "}
              Choose channels or an escalation policy in{" "}
              <RangeLink href={ruleHref} className="text-accent underline underline-offset-2">
                the rule
              </RangeLink>
              .
            </>
          )}
        </CardContent>
      ) : (
        <ul className="divide-y border-t">
          {notifications.map((notification) => (
            <NotificationRow key={notification.id} notification={notification} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function NotificationRow({ notification }: { notification: IncidentNotification }) {
  return (
    <li className="flex flex-col gap-0.5 px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={tones[notification.status]}>{words[notification.status]}</Badge>
        <span className="min-w-0 font-medium break-words">{notification.channelName}</span>
        <span className="text-xs text-muted-foreground">{kindWords[notification.kind]}</span>
      </div>
      <p className="text-xs break-words text-muted-foreground">{describeDelivery(notification)}</p>
      {notification.attempts.length > 0 && (
        <details className="text-xs">
          <summary className="w-fit cursor-pointer text-muted-foreground hover:text-foreground">
            {notification.attempts.length === 1
              ? "1 attempt"
              : `${notification.attempts.length} attempts`}
          </summary>
          <ol className="mt-1 flex flex-col gap-0.5 border-l pl-2">
            {notification.attempts.map((attempt) => (
              <li key={attempt.number} className="break-words">
                {describeAttempt(attempt)}
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}
