import type { DeliveryOutcome, Notification } from "@headroom/alerting";
import type { Channel, ChannelConfig } from "./channel.ts";
import { deliverEmail } from "./email/deliver-email.ts";
import type { DeliveryOptions } from "./options.ts";
import { deliverSlack } from "./slack/deliver-slack.ts";
import { deliverWebhook } from "./webhook/deliver-webhook.ts";

/**
 * Makes one try to tell a channel. Every failure is an outcome; it never throws.
 * `retryable` carries `retryAfterMs` where the receiver asked for a pause.
 */
export async function deliver(
  channel: Channel,
  notification: Notification,
  options: DeliveryOptions,
): Promise<DeliveryOutcome> {
  if (channel.type === "unusable") return { outcome: "failed", detail: channel.problem };
  try {
    return await deliverTo(channel.config, notification, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { outcome: "retryable", detail: `The notice could not be sent: ${reason}` };
  }
}

function deliverTo(
  config: ChannelConfig,
  notification: Notification,
  options: DeliveryOptions,
): Promise<DeliveryOutcome> {
  switch (config.type) {
    case "webhook":
      return deliverWebhook(config, notification, options);
    case "slack":
      return deliverSlack(config, notification, options);
    case "email":
      return deliverEmail(config, notification, options);
  }
}
