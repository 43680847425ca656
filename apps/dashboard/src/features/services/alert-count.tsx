import { BellRing } from "lucide-react";
import { Badge } from "@/components/ui/badge";

/** How many alerts are firing. */
export function AlertCount({ count }: { count: number }) {
  if (count === 0) return <span className="text-muted-foreground">0</span>;
  return (
    <Badge tone="critical">
      <BellRing aria-hidden /> {count} firing
    </Badge>
  );
}
