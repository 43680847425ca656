import type { Incident } from "@headroom/contracts";
import { Badge } from "@/components/ui/badge";
import { statusTone, statusWords } from "./incident-words";

/** Status of an incident by name and colour. */
export function StatusBadge({ status }: { status: Incident["status"] }) {
  return <Badge tone={statusTone[status]}>{statusWords[status]}</Badge>;
}
