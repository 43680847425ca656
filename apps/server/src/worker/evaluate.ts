import { evaluateRule, type EvaluationDependencies } from "../rules/evaluate-rule.ts";
import type { Bell } from "./bell.ts";

const LEASE_MS = 20_000;

/** Claims a rule if it is due and evaluates it. Rings for the notices and levels that follow. */
export async function runEvaluation(
  ruleId: string,
  owner: string,
  bell: Bell,
  dependencies: EvaluationDependencies,
): Promise<void> {
  const { metadata, now, log } = dependencies;
  const [claim] = await metadata.rules.claimDue({
    nowMs: now(),
    owner,
    leaseMs: LEASE_MS,
    limit: 1,
    ids: [ruleId],
  });
  if (claim === undefined) return;
  const startedMs = now();
  const outcome = await evaluateRule(claim, dependencies);
  const { committedSlots } = outcome;
  log.debug({ rule: ruleId, slots: committedSlots, ms: now() - startedMs }, "rule evaluated");
  if (outcome.intentIds.length > 0) {
    log.info({ rule: ruleId, notices: outcome.intentIds.length }, "alerts changed");
  }
  await bell.deliver(outcome.intentIds);
  await bell.escalate(outcome.escalationRunIds);
}
