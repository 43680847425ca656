import type { DeliveryOutcome, Notification } from "@headroom/alerting";
import type { ChannelConfig } from "../channel.ts";
import { postJson } from "../http/post.ts";
import type { DeliveryOptions } from "../options.ts";
import { slackMessage } from "./blocks.ts";

/** Posts a notice to an incoming webhook of Slack. */
export async function deliverSlack(
  config: Extract<ChannelConfig, { type: "slack" }>,
  notification: Notification,
  options: DeliveryOptions,
): Promise<DeliveryOutcome> {
  const body = JSON.stringify(slackMessage(notification));
  return postJson({ url: config.webhookUrl, headers: {}, body }, options);
}
