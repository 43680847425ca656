import { Gauge } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { countOf } from "@/format/plural";
import { RangeLink } from "@/time/range-link";

/** Why there is no headroom to show, and what to do about it. */
export function NoCapacity({ waiting }: { waiting: readonly string[] }) {
  if (waiting.length > 0) {
    return (
      <Card>
        <EmptyState
          icon={Gauge}
          title={`${countOf(waiting.length, "service")} will be assessed soon`}
          description={`${waiting.slice(0, 8).join(", ")}${waiting.length > 8 ? " and more" : ""}. This page fills by itself.`}
        />
      </Card>
    );
  }
  return (
    <Card>
      <EmptyState
        icon={Gauge}
        title="No bounded resource is known yet"
        description={
          <>
            Headroom needs what is used and its limit: connection pools (
            <code className="font-mono text-2xs">db.client.connection.count</code>,{" "}
            <code className="font-mono text-2xs">db.client.connection.max</code>), threads or event
            loops, queues, heap and cache memory, replicas. Where telemetry states no limit, set it
            here by hand once the resource is listed.
          </>
        }
        command="npm run demo -- --history 14d"
        action={
          <Button asChild>
            <RangeLink href="/patterns?view=catalogue&family=pooling">
              Which signals to send
            </RangeLink>
          </Button>
        }
      />
    </Card>
  );
}
