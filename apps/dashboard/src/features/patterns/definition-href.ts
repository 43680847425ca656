import type { RuleProposal } from "@headroom/contracts";

/** Link to the rule editor, filled with a whole definition. */
export function definitionHref(definition: RuleProposal["definition"]): string {
  return `/alerts/rules/new?definition=${encodeURIComponent(JSON.stringify(definition))}`;
}
