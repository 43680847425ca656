import type { DeliveryOutcome, Notification } from "@headroom/alerting";
import type { ChannelConfig } from "../channel.ts";
import { postJson } from "../http/post.ts";
import type { DeliveryOptions } from "../options.ts";
import { webhookPayload } from "./payload.ts";
import { SIGNATURE_HEADER, signBody } from "./signature.ts";

type WebhookConfig = Extract<ChannelConfig, { type: "webhook" }>;

/** Names that belong to HTTP itself or to us. */
const RESERVED_HEADERS = new Set([
  "connection",
  "content-length",
  "content-type",
  "expect",
  "host",
  "idempotency-key",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
  SIGNATURE_HEADER,
]);

/**
 * Posts a notice to a webhook. Every try carries the same Idempotency-Key, so that the receiver
 * can drop repeats.
 */
export async function deliverWebhook(
  config: WebhookConfig,
  notification: Notification,
  options: DeliveryOptions,
): Promise<DeliveryOutcome> {
  const body = JSON.stringify(webhookPayload(notification));
  const own = Object.entries(config.headers ?? {})
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !RESERVED_HEADERS.has(name));
  const signature =
    config.secret === undefined || config.secret === ""
      ? {}
      : { [SIGNATURE_HEADER]: signBody(body, config.secret, Date.now()) };
  const headers = {
    ...Object.fromEntries(own),
    "idempotency-key": notification.dedupKey,
    ...signature,
  };
  return postJson({ url: config.url, headers, body }, options);
}
