"use client";
import type { Status } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { apiQuery } from "@/api/queries";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatInstant } from "@/format/instant";
import { formatCount } from "@/format/number";
import { formatBytes, formatDurationMs } from "@/format/unit";

const POLL_MS = 5_000;

/** What the server says of itself: version, endpoints, first data, spool and storage. */
export function SystemTab() {
  const status = useQuery({ ...apiQuery("getStatus"), refetchInterval: POLL_MS });
  if (status.isPending) {
    return (
      <Card>
        <SkeletonRows rows={10} />
      </Card>
    );
  }
  if (status.data === undefined) {
    return (
      <Card>
        <ErrorState error={status.error} onRetry={() => void status.refetch()} />
      </Card>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-3 md:grid-cols-2">
      <ServerCard status={status.data} />
      <IngestionCard status={status.data} />
      <StorageCard storage={status.data.storage} />
    </div>
  );
}

function ServerCard({ status }: { status: Status }) {
  return (
    <Card>
      <CardHeader title="Server" />
      <CardContent>
        <dl>
          <Fact name="Version">{status.version}</Fact>
          <Fact name="Roles">{status.roles.join(", ")}</Fact>
          <Fact name="OTLP over HTTP">{status.otlp.httpEndpoint}</Fact>
          <Fact name="OTLP over gRPC">{status.otlp.grpcEndpoint}</Fact>
          <Fact name="Ingest key">{status.otlp.keyRequired ? "required" : "not required"}</Fact>
          <Fact name="E-mail">
            {status.email.configured ? (
              "configured"
            ) : (
              <Badge tone="warning">not configured: set the server's SMTP address</Badge>
            )}
          </Fact>
        </dl>
      </CardContent>
    </Card>
  );
}

function IngestionCard({ status: { ingestion, telemetry } }: { status: Status }) {
  return (
    <Card>
      <CardHeader title="Ingestion" />
      <CardContent>
        <dl>
          <Fact name="First trace">{firstSeen(telemetry.traces)}</Fact>
          <Fact name="First metric">{firstSeen(telemetry.metrics)}</Fact>
          <Fact name="First log">{firstSeen(telemetry.logs)}</Fact>
          {ingestion === null ? (
            <Fact name="Spool">this process does not ingest</Fact>
          ) : (
            <>
              <Fact name="Freshness">{formatDurationMs(ingestion.freshnessMs)}</Fact>
              <Fact name="Spool">
                {formatBytes(ingestion.spoolBytes)} in {formatCount(ingestion.spoolSegments)}{" "}
                {ingestion.spoolSegments === 1 ? "segment" : "segments"}
              </Fact>
              <Fact name="Set aside">
                {ingestion.quarantinedSegments === 0 ? (
                  "none"
                ) : (
                  <Badge tone="warning">
                    {formatCount(ingestion.quarantinedSegments)} segments could not be loaded: see
                    the server's log
                  </Badge>
                )}
              </Fact>
            </>
          )}
        </dl>
      </CardContent>
    </Card>
  );
}

function StorageCard({ storage }: { storage: Status["storage"] }) {
  return (
    <Card className="md:col-span-2">
      <CardHeader title="Storage" />
      <Table aria-label="Stored tables">
        <TableHeader>
          <tr>
            <TableHead>Table</TableHead>
            <TableHead numeric>Rows</TableHead>
            <TableHead numeric>On disk</TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {storage.map(({ table, rows, bytes }) => (
            <TableRow key={table}>
              <TableCell className="font-mono text-xs">{table}</TableCell>
              <TableCell numeric>{formatCount(rows)}</TableCell>
              <TableCell numeric>{formatBytes(bytes)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-t py-1.5 first:border-t-0">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 text-right break-words">{children}</dd>
    </div>
  );
}

function firstSeen(iso: string | null): string {
  return iso === null ? "none yet" : formatInstant(Math.floor(Date.parse(iso) / 1_000) * 1_000);
}
