import type { MetadataStore } from "@headroom/metadata-store";
import type { Logger } from "pino";
import { listBuiltInRules } from "./built-in-rules.ts";

/**
 * Creates the rules that come with the product and that this installation never had. They tell
 * the one escalation policy there is; with none or several it is for people to choose.
 */
export async function ensureBuiltInRules(
  metadata: Pick<MetadataStore, "self" | "escalations">,
  nowMs: number,
  log: Logger,
): Promise<void> {
  const policies = await metadata.escalations.listPolicies();
  const [only, ...others] = policies;
  const policyId = only !== undefined && others.length === 0 ? only.id : null;
  const created = await metadata.self.createBuiltInRules({
    rules: listBuiltInRules(policyId),
    nowMs,
  });
  if (created.length > 0) log.info({ rules: created.length }, "rules about Headroom were created");
}
