import { dedupKeyOf } from "@headroom/alerting";
import type { NewIntent, NoticePayload } from "@headroom/metadata-store";

/** One intent for each channel, with the key that is the same for every try and every replica. */
export function addressNotice(
  notice: NoticePayload,
  channelIds: readonly string[],
  incidentId: string,
  step: string,
): NewIntent[] {
  return [...new Set(channelIds)].map((channelId) => ({
    channelId,
    kind: notice.kind,
    dedupKey: dedupKeyOf({ channelId, incidentId, kind: notice.kind, step }),
    payload: notice,
  }));
}
