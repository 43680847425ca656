import { z } from "zod";
import { isoTime } from "./primitives.ts";

export const escalationPolicyInput = z.strictObject({
  name: z.string().trim().min(1).max(200),
  levels: z
    .array(
      z.strictObject({
        channelIds: z.array(z.string()).max(20),
        timeoutMs: z.number().int().min(10_000).max(86_400_000),
      }),
    )
    .min(1)
    .max(10)
    .refine((levels) => levels.some((level) => level.channelIds.length > 0), {
      error: "Add a channel to at least one level; otherwise nobody would be told.",
    }),
  repeat: z.number().int().min(0).max(9).default(0),
});
export const escalationPolicy = escalationPolicyInput.extend({
  id: z.string(),
  createdAt: isoTime,
  updatedAt: isoTime,
});
export type EscalationPolicy = z.infer<typeof escalationPolicy>;
export const escalationPolicies = z.object({ items: z.array(escalationPolicy) });
