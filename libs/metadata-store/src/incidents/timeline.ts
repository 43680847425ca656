import type { IncidentEventType } from "@headroom/alerting";
import type { Tx } from "../database.ts";
import { toJson, toText } from "../encoding.ts";

/** One line of an incident's timeline. */
export interface NewIncidentEvent {
  readonly type: IncidentEventType;
  /** Who did it; null: Headroom. */
  readonly actor?: string | null | undefined;
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
}

/** Appends to the timeline of an incident at `nowMs`. */
export async function addEvents(
  tx: Tx,
  incidentId: string,
  nowMs: number,
  events: readonly NewIncidentEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await tx
    .insertInto("incident_event")
    .values(
      events.map((event) => ({
        incident_id: incidentId,
        type: event.type,
        at: nowMs,
        actor: event.actor === undefined || event.actor === null ? null : toText(event.actor),
        detail: toJson(event.detail ?? {}),
      })),
    )
    .execute();
}
