"use client";
import type { Ingestion } from "@headroom/contracts";
import { CircleCheck } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/select";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatAgo, formatInstant } from "@/format/instant";
import { formatCount } from "@/format/number";
import { countOf } from "@/format/plural";
import type { IngestionState, SetIngestionState } from "./ingestion-state";
import { isOwnFault, nameCode, nameReason } from "./refusal-words";

/** Who was refused, why, and what to do about it; then what was left out of accepted requests. */
export function RefusalsCard({
  ingestion,
  nowMs,
  state,
  setState,
}: {
  ingestion: Ingestion;
  nowMs: number;
  state: IngestionState;
  setState: SetIngestionState;
}) {
  const { refusals } = ingestion;
  const leftOut = listLeftOut(ingestion);
  const reasons = [...new Set(refusals.map(({ reason }) => reason))].sort();
  const reason = reasons.find((each) => each === state.reason) ?? "";
  const shown = refusals.filter((each) => reason === "" || each.reason === reason);
  return (
    <Card aria-label="Refusals">
      <CardHeader
        title="Refusals"
        description="Requests refused since the processes started, newest first"
        actions={
          reasons.length > 1 && (
            <Select
              aria-label="Reason"
              size="sm"
              value={reason}
              onValueChange={(next) => void setState({ reason: next === "" ? null : next })}
              options={[
                { value: "", label: "All reasons" },
                ...reasons.map((value) => ({ value, label: nameReason(value) })),
              ]}
            />
          )
        }
      />
      {refusals.length === 0 ? (
        <EmptyState
          icon={CircleCheck}
          title="Nothing was refused"
          description="Wrong keys, exceeded quotas, malformed bodies and overload would be listed here, with the sender and what to do."
        />
      ) : (
        <Table aria-label="Refusals" className="table-fixed">
          <TableHeader>
            <tr>
              <TableHead className="w-40 sm:w-44">Reason</TableHead>
              <TableHead className="w-40 max-sm:hidden">Sender</TableHead>
              <TableHead numeric className="w-24">
                Requests
              </TableHead>
              <TableHead numeric className="w-28">
                Last
              </TableHead>
              <TableHead className="max-lg:hidden">What to do</TableHead>
            </tr>
          </TableHeader>
          <TableBody>
            {shown.map((row) => (
              <TableRow key={`${row.reason} ${row.sender} ${row.lastAt}`}>
                <TableCell>
                  <Badge tone={isOwnFault(row.reason) ? "critical" : "warning"}>
                    {nameReason(row.reason)}
                  </Badge>
                  <p className="truncate pt-0.5 text-2xs text-muted-foreground sm:hidden">
                    {row.sender}
                  </p>
                </TableCell>
                <TableCell className="truncate max-sm:hidden">{row.sender}</TableCell>
                <TableCell numeric>{formatCount(row.requests)}</TableCell>
                <TableCell numeric>
                  <time dateTime={row.lastAt} title={formatInstant(Date.parse(row.lastAt))}>
                    {formatAgo(Date.parse(row.lastAt), nowMs)}
                  </time>
                </TableCell>
                <TableCell className="text-xs text-muted-foreground max-lg:hidden">
                  {row.advice}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {shown.length > 0 && (
        <CardContent className="pt-2 lg:hidden">
          <ul className="flex flex-col gap-1 text-xs text-muted-foreground">
            {[...new Map(shown.map((row) => [row.reason, row.advice]))].map(([each, advice]) => (
              <li key={each}>
                <span className="text-foreground">{nameReason(each)}:</span> {advice}
              </li>
            ))}
          </ul>
        </CardContent>
      )}
      {leftOut.length > 0 && (
        <CardContent className="border-t pt-2 text-xs text-muted-foreground">
          Left out of accepted requests since the processes started: {leftOut.join(", ")}.
        </CardContent>
      )}
    </Card>
  );
}

/** What accepted requests lost, in words: rows by reason, then parts of rows that were kept. */
function listLeftOut({ rejectedRows, trims }: Ingestion): string[] {
  const { attributesDropped, valuesTruncated } = trims;
  return [
    ...rejectedRows.map(({ reason, rows }) => `${countOf(rows, "row")} (${nameCode(reason)})`),
    ...(attributesDropped > 0 ? [`${countOf(attributesDropped, "attribute")} dropped`] : []),
    ...(valuesTruncated > 0 ? [`${countOf(valuesTruncated, "value")} cut short`] : []),
  ];
}
