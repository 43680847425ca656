import { randomBytes } from "node:crypto";
import type { MetadataStore } from "@headroom/metadata-store";

const SETTING = "auth.secret";

/** The key that signs session cookies: the configured one, or one made once and kept in the store. */
export async function sessionSecret(
  configured: string | undefined,
  { settings }: Pick<MetadataStore, "settings">,
  nowMs: number,
): Promise<string> {
  if (configured !== undefined) return configured;
  const value = randomBytes(32).toString("base64url");
  await settings.setIfAbsent({ key: SETTING, value, nowMs });
  // Read back: another process may have been first.
  return String(await settings.get(SETTING));
}
