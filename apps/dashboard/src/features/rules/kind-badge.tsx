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
