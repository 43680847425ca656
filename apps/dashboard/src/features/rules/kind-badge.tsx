import { builtInLabel, type Rule } from "@headroom/contracts";
import { Badge } from "@/components/ui/badge";
import { kindWords } from "./rule-kinds";
import type { RuleKind } from "./rule-types";

/** The kind of a rule; nothing for thresholds, which most rules are. */
export function KindBadge({ kind }: { kind: RuleKind }) {
  if (kind === "threshold") return null;
  return (
    <Badge tone="accent" title={kindWords[kind].meaning}>
      {kindWords[kind].name}
    </Badge>
  );
}

/** Marks a rule that came with the product; it can be changed and deleted like any other. */
export function BuiltInBadge({ labels }: Pick<Rule["definition"], "labels">) {
  if (labels[builtInLabel] === undefined) return null;
  return (
    <Badge tone="outline" title="Came with Headroom; change or delete it as you like">
      Built in
    </Badge>
  );
}
