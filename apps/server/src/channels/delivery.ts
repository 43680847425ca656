import type { DeliveryOutcome, Notification } from "@headroom/alerting";
import type { ChannelRecord } from "@headroom/metadata-store";
import { deliver as deliverToChannel, parseChannel } from "@headroom/notifiers";
import type { Config } from "../config/load.ts";

const TIMEOUT_MS = 15_000;

/** Tells a channel; a failure is an outcome, not a throw. */
export type Deliver = (
  channel: ChannelRecord,
  notification: Notification,
) => Promise<DeliveryOutcome>;

/** Delivery with this process's mail server and address rules. */
export function createDeliver(config: Config): Deliver {
  return (channel, notification) =>
    deliverToChannel(parseChannel(channel.config), notification, {
      timeoutMs: TIMEOUT_MS,
      allowPrivateTargets: config.allowPrivateWebhooks,
      smtp: config.smtp,
    });
}
