import { Boxes } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { countOf } from "@/format/plural";
import { formatElapsed } from "@/format/elapsed";
import { RangeLink } from "@/time/range-link";

/** Why no pattern is shown, and what to do about it. */
export function NoPatterns({
  filtered,
  waiting,
  everyMs,
  onClear,
}: {
  filtered: boolean;
  waiting: readonly string[];
  everyMs: number;
  onClear: () => void;
}) {
  if (filtered) {
    return (
      <Card>
        <EmptyState
          icon={Boxes}
          title="No recognised pattern matches the filters"
          action={<Button onClick={onClear}>Clear filters</Button>}
        />
      </Card>
    );
  }
  if (waiting.length > 0) {
    return (
      <Card>
        <EmptyState
          icon={Boxes}
          title={`${countOf(waiting.length, "service")} will be assessed soon`}
          description={`${waiting.slice(0, 8).join(", ")}${waiting.length > 8 ? " and more" : ""}. Services are assessed every ${formatElapsed(everyMs)}; this page fills by itself.`}
        />
      </Card>
    );
  }
  return (
    <Card>
      <EmptyState
        icon={Boxes}
        title="No pattern is recognised yet"
        description={
          <>
            Headroom reads patterns from ordinary telemetry. Most tell themselves by metrics:
            connection pools by <code className="font-mono text-2xs">db.client.connection.*</code>,
            threads and event loops by the runtime’s metrics, queues by their depth, caches by hits
            and misses. Replicas, retries and releases are read from traces with{" "}
            <code className="font-mono text-2xs">service.instance.id</code> and{" "}
            <code className="font-mono text-2xs">service.version</code>. The catalogue says for each
            pattern which signals show it.
          </>
        }
        command="npm run demo -- --history 14d"
        action={
          <>
            <Button asChild>
              <RangeLink href="/patterns?view=catalogue">Open the catalogue</RangeLink>
            </Button>
            <Button asChild>
              <RangeLink href="/">How to send telemetry</RangeLink>
            </Button>
          </>
        }
      />
    </Card>
  );
}
