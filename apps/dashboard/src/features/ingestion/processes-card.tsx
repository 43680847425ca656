import type { Ingestion, IngestionProcess } from "@headroom/contracts";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatAgo, formatInstant } from "@/format/instant";
import { formatDurationMs, formatRatio } from "@/format/unit";

/** The processes of Headroom, as they last reported. */
export function ProcessesCard({ ingestion, nowMs }: { ingestion: Ingestion; nowMs: number }) {
  return (
    <Card aria-label="Processes">
      <CardHeader
        title="Processes"
        description="Each reports every ten seconds; one that ended is listed for a day"
      />
      <Table aria-label="Processes" className="table-fixed">
        <TableHeader>
          <tr>
            <TableHead>Process</TableHead>
            <TableHead className="w-32 max-sm:hidden">Version</TableHead>
            <TableHead numeric className="w-24">
              Freshness
            </TableHead>
            <TableHead numeric className="w-20 max-sm:hidden">
              Spool
            </TableHead>
            <TableHead numeric className="w-28 max-lg:hidden">
              Started
            </TableHead>
            <TableHead numeric className="w-28">
              Reported
            </TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {ingestion.processes.map((process) => (
            <ProcessRow key={process.instanceId} process={process} nowMs={nowMs} />
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function ProcessRow({ process, nowMs }: { process: IngestionProcess; nowMs: number }) {
  const { instanceId, service, roles, version, isSilent } = process;
  return (
    <TableRow>
      <TableCell className="max-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate" title={instanceId}>
            {service}
          </span>
          {isSilent && <Badge tone="neutral">silent</Badge>}
          {process.lastProblem !== null && !isSilent && <Badge tone="warning">can’t load</Badge>}
        </p>
        <p className="truncate text-2xs text-muted-foreground">
          {roles.join(", ")}, {instanceId.slice(0, 8)}
        </p>
      </TableCell>
      <TableCell className="truncate max-sm:hidden">{version}</TableCell>
      <TableCell numeric>{isSilent ? "–" : formatDurationMs(process.freshnessMs)}</TableCell>
      <TableCell numeric className="max-sm:hidden">
        {isSilent ? "–" : formatRatio(process.spoolShare)}
      </TableCell>
      <TableCell numeric className="max-lg:hidden">
        <When iso={process.startedAt} nowMs={nowMs} />
      </TableCell>
      <TableCell numeric>
        <When iso={process.reportedAt} nowMs={nowMs} />
      </TableCell>
    </TableRow>
  );
}

function When({ iso, nowMs }: { iso: string; nowMs: number }) {
  const ms = Date.parse(iso);
  return (
    <time dateTime={iso} title={formatInstant(ms)}>
      {formatAgo(ms, nowMs)}
    </time>
  );
}
