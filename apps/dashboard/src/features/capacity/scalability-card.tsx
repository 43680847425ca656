"use client";
import type { Scalability } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { scalabilityQuery } from "./capacity-queries";
import { CurveChart } from "./curve-chart";
import { describeLaw, scalabilityMarks } from "./scalability-words";

/** How throughput of a service grows with its instances: curve, law and verdict, or what is missing. */
export function ScalabilityCard({
  services,
  service,
  onService,
}: {
  services: readonly string[];
  service: string;
  onService: (service: string) => void;
}) {
  const scalability = useQuery(scalabilityQuery(service));
  return (
    <Card aria-label="How services scale out">
      <CardHeader
        title="How throughput grows with instances"
        description="Universal scalability law, fitted to the highest throughput at each number of instances"
        actions={
          <Select
            value={service}
            onValueChange={onService}
            options={services.map((name) => ({ value: name, label: name }))}
            aria-label="Service of the curve"
            className="max-w-52"
          />
        }
      />
      <CardContent>
        {scalability.data !== undefined ? (
          <Curve scalability={scalability.data} />
        ) : scalability.isError ? (
          <ErrorState error={scalability.error} onRetry={() => void scalability.refetch()} />
        ) : (
          <Skeleton className="h-60" />
        )}
      </CardContent>
    </Card>
  );
}

function Curve({ scalability }: { scalability: Scalability }) {
  const { law, measured, line, advice, explanation } = scalability;
  // Of one number of instances there is a heap of points, and no curve.
  const drawn = line.length > 0 || new Set(measured.map(([load]) => load)).size > 1;
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[2fr_1fr]">
      {drawn ? (
        <CurveChart
          title={`Throughput of ${scalability.service} by instances`}
          loadUnit="{instance}"
          valueUnit="req/s"
          line={line}
          measured={measured}
          marks={scalabilityMarks(scalability)}
          limit={law?.peakThroughput ?? null}
          limitLabel="Most"
        />
      ) : (
        <p className="grid min-h-24 place-items-center text-muted-foreground">
          {measured.length === 0
            ? "No throughput by number of instances was measured yet."
            : "Only one number of instances was seen: there is no curve yet."}
        </p>
      )}
      <div className="flex min-w-0 flex-col gap-2">
        <p className="font-medium">
          <ExplainPopover label="Scalability" explanation={explanation}>
            {scalability.status === "fitted" ? "What the law says" : "No law can be fitted yet"}
          </ExplainPopover>
        </p>
        {law === null ? (
          <>
            <p className="text-xs">{explanation.sentence}</p>
            {advice !== null && !explanation.sentence.includes(advice) && (
              <p className="text-xs text-muted-foreground">{advice}</p>
            )}
          </>
        ) : (
          <dl className="flex flex-col gap-2">
            {describeLaw(law).map(({ name, value, meaning }) => (
              <div key={name}>
                <dt className="flex items-baseline gap-2 text-xs">
                  <span className="min-w-0 flex-1 text-muted-foreground">{name}</span>
                  <span className="font-medium">{value}</span>
                </dt>
                <dd className="text-2xs text-muted-foreground">{meaning}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </div>
  );
}
