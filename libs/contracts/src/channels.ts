import { z } from "zod";
import { isoTime } from "./primitives.ts";

const httpUrl = z.url({ protocol: /^https?$/, error: "Give a full http:// or https:// address." });

/** Written by the user. In answers `secret` and header values read as `••••`; sent back so, they stay. */
export const channelConfig = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("webhook"),
    url: httpUrl,
    headers: z.record(z.string().min(1).max(200), z.string().max(2_000)).optional(),
    secret: z.string().max(500).optional(),
  }),
  z.strictObject({ type: z.literal("slack"), webhookUrl: z.string().max(2_000) }),
  z.strictObject({ type: z.literal("email"), to: z.array(z.email()).min(1).max(50) }),
]);
export type ChannelConfig = z.infer<typeof channelConfig>;

/** Stands for a stored secret in answers; sent back unchanged it keeps the stored one. */
export const MASKED_SECRET = "••••";

export const channelInput = z.strictObject({
  name: z.string().trim().min(1).max(200),
  config: channelConfig,
});
export const channel = channelInput.extend({
  id: z.string(),
  createdAt: isoTime,
  updatedAt: isoTime,
});
export type Channel = z.infer<typeof channel>;
export const channels = z.object({ items: z.array(channel) });

export const channelTestResult = z.object({
  outcome: z.enum(["delivered", "retryable", "failed"]),
  detail: z.string(),
  durationMs: z.number(),
});
